import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { databaseChecks } from '../../../src-main/database/checks/database-checks';
import { testConnection } from '../../../src-main/database/checks/connection-steps';
import type { Check } from '../../../src-main/contract/status';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();

const results = (checks: readonly Check[]): Record<string, string> =>
  Object.fromEntries(checks.map((check) => [check.name, check.result]));

function urlWith(change: (url: URL) => void): string {
  const url = new URL(db.url);
  change(url);
  return url.toString();
}

describe('the connection test', () => {
  it('passes step by step on a sound database', async () => {
    const checks = await testConnection(db.url, null);
    expect(checks.map((check) => check.name)).toEqual([
      'Reach the host',
      'Sign in',
      'Encryption',
      'Version',
      'Privileges',
      'Schema',
    ]);
    expect(new Set(checks.map((check) => check.result))).toEqual(new Set(['pass']));
  });

  it('takes the password beside the URL', async () => {
    const password = decodeURIComponent(new URL(db.url).password);
    const checks = await testConnection(
      urlWith((url) => (url.password = '')),
      password,
    );
    expect(results(checks)['Sign in']).toBe('pass');
  });

  it('stops at the step that fails and says what to do', async () => {
    const wrong = await testConnection(
      urlWith((url) => (url.password = 'topsecret')),
      null,
    );
    expect(wrong.map((check) => `${check.name} ${check.result}`)).toEqual([
      'Reach the host pass',
      'Sign in fail',
    ]);
    expect(wrong[1]?.remedy).toContain('password');
    expect(JSON.stringify(wrong)).not.toContain('topsecret');
    const nowhere = await testConnection('postgresql://a:topsecret@127.0.0.1:1/x', null);
    expect(nowhere.map((check) => `${check.name} ${check.result}`)).toEqual(['Reach the host fail']);
    const url = await testConnection('http://somewhere', null);
    expect(url.map((check) => `${check.name} ${check.result}`)).toEqual(['Database URL fail']);
    const tls = await testConnection(
      urlWith((changed) => (changed.search = '?sslmode=require')),
      null,
    );
    expect(tls.at(-1)).toMatchObject({
      name: 'Encryption',
      result: 'fail',
      text: 'The server does not offer encryption.',
    });
  });

  it('names tables the user may not write', async () => {
    const role = `reader_${db.name}`;
    await db.sql(`CREATE ROLE ${role} LOGIN PASSWORD 'x'`);
    await db.sql(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`);
    const checks = await testConnection(
      urlWith((url) => {
        url.username = role;
        url.password = 'x';
      }),
      null,
    );
    const privileges = checks.find((check) => check.name === 'Privileges');
    expect(privileges).toMatchObject({ result: 'fail', text: expect.stringContaining('scheduled_tasks') });
    await db.sql(`DROP OWNED BY ${role}`);
    await db.sql(`DROP ROLE ${role}`);
  });
});

describe('the doctor’s checks', () => {
  it('measure clock, latency and disk', async () => {
    const checks = await databaseChecks({ url: db.url, password: null, dataDir: tmpdir() });
    expect(results(checks)).toMatchObject({ Clock: 'pass', Latency: 'pass', Transactions: 'pass' });
    expect(checks.at(-1)?.text).toMatch(/GB free/);
  });

  it('name whoever holds a transaction open', async () => {
    const holder = db.open({ applicationName: 'forgetful' });
    await holder.withClient(async (client) => {
      await client.query('BEGIN');
      await client.query('SELECT 1');
      const checks = await databaseChecks({
        url: db.url,
        password: null,
        dataDir: null,
        longTransactionMs: 0,
      });
      expect(checks.find((check) => check.name === 'Transactions')).toMatchObject({
        result: 'warn',
        text: expect.stringContaining('program "forgetful"'),
        remedy: expect.stringContaining('pg_terminate_backend'),
      });
    });
  });

  it('see a clock that is wrong', async () => {
    const ahead = await databaseChecks({
      url: db.url,
      password: null,
      dataDir: null,
      localNow: () => Date.now() + 90_000,
    });
    expect(ahead.find((check) => check.name === 'Clock')).toMatchObject({
      result: 'warn',
      text: expect.stringContaining('90 s ahead of'),
    });
  });
});
