import { joinPassword, proxySecretName } from '../contract/address-password';
import type { Redactor } from './redactor';
import { isTargetSecret, SecretMissingError, type Secrets } from './secrets';

/** Reads secrets for targets and commands, and makes each value known to the redactor before anybody has it. */
export class SecretReader {
  constructor(
    private readonly secrets: Secrets,
    readonly redactor: Redactor,
  ) {}

  /** A secret that a target or a command refers to. @throws {SecretMissingError} */
  async forTarget(name: string): Promise<string> {
    const value = isTargetSecret(name) ? await this.named(name) : null;
    if (value === null) throw new SecretMissingError(name);
    return value;
  }

  /** A proxy's address with the password that is kept for it. */
  async proxy(address: string | null): Promise<string | null> {
    if (address === null || !address.includes('@')) return address;
    const password = await this.named(proxySecretName(address));
    return password === null ? address : joinPassword(address, password);
  }

  /** A secret of the program itself, such as a connection's password. */
  async named(name: string): Promise<string | null> {
    const value = await this.secrets.get(name);
    if (value !== null) this.redactor.add(value);
    return value;
  }
}
