/** Where passwords and tokens of this machine are kept; a file or the system's keychain implements it. */
export interface Secrets {
  /** The value under this name, or null when there is none. */
  get(name: string): Promise<string | null>;
}

/** Under which name a connection's password or token is kept. The colon keeps it out of reach of `{{secret.NAME}}`. */
export const connectionSecretName = (connection: string): string => `connection:${connection}`;

/** What a workflow target or a command may name as a secret. */
export const secretNamePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * Names that targets and commands may not read: a row in a shared database must not be able to send this machine's
 * database password to a server of its choice.
 */
const reserved: ReadonlySet<string> = new Set(['database', 'console']);

/** A reference to a secret that is not there, or that a target may not have. */
export class SecretMissingError extends Error {
  readonly code = 'secret_missing';
  constructor(readonly secret: string) {
    super(`This machine has no secret "${secret}" for targets: store it here, then run the task again.`);
    this.name = 'SecretMissingError';
  }
}

/** Whether a target may refer to this name at all. */
export const isTargetSecret = (name: string): boolean => secretNamePattern.test(name) && !reserved.has(name);
