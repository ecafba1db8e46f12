import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { logLineIn } from '../../../src-main/contract/run-log-words';

const folder = 'src-main/workflows';
const written = /run\.log\(\s*'(?:info|error)',\s*(?:`((?:[^`\\]|\\.)*)`|'([^']*)'|"([^"]*)")/g;

/** Every line that a connector writes itself, as it may be read in a log. */
const linesOfConnectors = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(written)])
  .map(([, template, single, double]) => template ?? single ?? double ?? '')
  .map((line) => line.replace('Failed${where}', 'Failed at Fetch').replaceAll(/\$\{[^}]*\}/g, '7'));

describe('logLineIn', () => {
  it('knows every line that a connector writes itself', () => {
    expect(linesOfConnectors.length).toBeGreaterThan(15);
    expect(
      linesOfConnectors.filter((line) => !/\p{Script=Han}/u.test(logLineIn('zh-CN', 'info', line))),
    ).toEqual([]);
  });

  it('keeps what stood in the line, in the order of the language', () => {
    expect(logLineIn('zh-CN', 'info', 'Waiting: at most 2 of "report" may run at once.')).toBe(
      '等待中：“report”最多同时运行 2 个。',
    );
    expect(logLineIn('zh-CN', 'error', 'Failed at Fetch prices: HTTP 502: no answer')).toBe(
      '在“Fetch prices”失败：HTTP 502: no answer',
    );
  });

  it('leaves alone what a program printed, what it does not know, and English', () => {
    const line = 'Confirmed; the run goes on.';
    expect(logLineIn('zh-CN', 'stdout', line)).toBe(line);
    expect(logLineIn('en', 'info', line)).toBe(line);
    expect(logLineIn('zh-CN', 'info', `${line} Really.`)).toBe(`${line} Really.`);
  });
});
