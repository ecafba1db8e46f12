import type { Locale } from '../contract/primitives';

/** Where passwords and tokens of this machine are kept. The file is one way, the system's keychain another. */
export interface Secrets {
  /** The value under this name, or null when there is none. */
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  /** False when there was none. */
  delete(name: string): Promise<boolean>;
  names(): Promise<readonly string[]>;
  /** In words, for doctor and Diagnostics: where they are and how well they are guarded. English by default. */
  describe(locale?: Locale): string;
}

/** Under this name the password of an external database is kept. */
export const databaseSecretName = 'database';
