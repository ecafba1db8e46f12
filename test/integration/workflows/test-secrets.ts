import { Redactor } from '../../../src-main/workflows/redactor';
import { SecretReader } from '../../../src-main/workflows/secret-reader';

/** A reader over secrets given in place. */
export const secretsOf = (secrets: Readonly<Record<string, string>> = {}): SecretReader =>
  new SecretReader({ get: (name) => Promise.resolve(secrets[name] ?? null) }, new Redactor());
