import { readFileSync, renameSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { settingsChange, type Settings, type SettingsChange } from '../contract/settings';
import { inputProblem, Problem } from '../contract/errors';
import { machineTexts } from './machine-texts';
import type { Log } from './log';
import { mergeSettings, readSettings, refuseUnknownFields, type StoredSettings } from './merge-settings';
import { Queue } from './queue';
import type { Secrets } from './secrets';
import { withoutPasswords } from './setting-passwords';

const storedSettings = z.record(z.string(), z.unknown());

type Reading =
  | {
      readonly kind: 'sound';
      readonly text: string;
      readonly stored: StoredSettings;
      readonly settings: Settings;
    }
  | { readonly kind: 'broken'; readonly text: string; readonly why: string }
  | { readonly kind: 'missing' };

/**
 * This machine's settings: one JSON file, written whole or not at all, holding what departs from the defaults. Changes
 * made outside (an editor, the command line beside the application) are noticed within seconds.
 */
export class SettingsFile {
  readonly #listeners = new Set<(settings: Settings) => void>();
  readonly #queue = new Queue();
  #text: string | null = null;
  #stored: StoredSettings = {};
  #settings: Settings = readSettings({});
  #watching: NodeJS.Timeout | null = null;

  private constructor(
    private readonly file: string,
    private readonly log: Pick<Log, 'info' | 'warn'>,
    private readonly now: () => Date,
    private readonly secrets: Pick<Secrets, 'set'> | null,
  ) {}

  /**
   * Refuses a file that is there and cannot be used, and leaves it where it is: for an executor nobody looks at, which
   * would go on with the defaults on another database than its own. @throws Problem `refused`
   */
  static refuseBroken(file: string): void {
    const reading = new SettingsFile(
      file,
      { info: () => undefined, warn: () => undefined },
      () => new Date(),
      null,
    ).#read();
    if (reading.kind !== 'broken') return;
    throw new Problem('refused', machineTexts.settingsBroken(file, reading.why), {
      remedy: machineTexts.mendSettings,
    });
  }

  /**
   * Reads the file. One that cannot be used is kept aside under another name, and the defaults apply.
   * @param secrets where the passwords of addresses go; null = this reader changes nothing
   */
  static open(
    file: string,
    log: Pick<Log, 'info' | 'warn'>,
    now: () => Date = () => new Date(),
    secrets: Pick<Secrets, 'set'> | null = null,
  ): SettingsFile {
    const opened = new SettingsFile(file, log, now, secrets);
    const reading = opened.#read();
    if (reading.kind === 'broken') opened.#putAside(reading.why);
    if (reading.kind === 'sound') opened.#take(reading);
    return opened;
  }

  get current(): Settings {
    return this.#settings;
  }

  /** Merges a change and writes it. @throws Problem `invalid_input` naming each field and the values it allows */
  update(change: SettingsChange): Promise<Settings> {
    return this.#queue.run(async () => {
      const parsed = settingsChange.safeParse(change);
      if (!parsed.success) throw inputProblem(parsed.error, machineTexts.changeOfSettings, settingsChange);
      refuseUnknownFields(parsed.data);
      return this.#write(mergeSettings(this.#latest(), parsed.data));
    });
  }

  /** Replaces everything, for an import. @throws Problem `invalid_input` */
  replace(stored: StoredSettings): Promise<Settings> {
    return this.#queue.run(() => this.#write(stored));
  }

  /** Back to the defaults; commands and connections stay, for they are this machine's own. */
  reset(): Promise<Settings> {
    return this.#queue.run(() => {
      const { commands = [], connections = [], database = {} } = this.#latest();
      return this.#write({ commands, connections, database });
    });
  }

  /** Moves passwords that somebody wrote into the file to the secrets. Never throws: the log says what stays to be done. */
  async keepPasswords(): Promise<void> {
    if (withoutPasswords(this.#stored).passwords.size === 0) return;
    try {
      await this.#queue.run(() => this.#write(this.#latest()));
      this.log.info('A password in the settings file was moved to the secrets.');
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.log.warn(`The settings file holds a password that could not be moved to the secrets. ${why}`);
    }
  }

  /** @returns takes the listener away again. */
  onChange(listener: (settings: Settings) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Looks for outside changes from now on. @param intervalMs how often */
  watch(intervalMs = 2_000): void {
    if (this.#watching !== null) return;
    // Not `watchFile`: it takes what it finds at its own first look as the old state, and a change before that is lost.
    this.#watching = setInterval(this.#look, intervalMs);
    this.#watching.unref();
  }

  close(): void {
    if (this.#watching !== null) clearInterval(this.#watching);
    this.#watching = null;
    this.#listeners.clear();
  }

  readonly #look = (): void => {
    const reading = this.#read();
    if (reading.kind === 'broken') {
      // Perhaps half an edit: the settings in force stay, and the file is left to its editor.
      if (reading.text !== this.#text)
        this.log.warn(
          `The settings file was changed and is not valid; the settings in force stay. ${reading.why}`,
        );
      this.#text = reading.text;
    }
    if (reading.kind === 'sound' && reading.text !== this.#text) {
      this.#take(reading);
      this.log.info('The settings file was changed outside; the new settings apply.');
      this.#tell();
      void this.keepPasswords();
    }
  };

  /** What the file holds now: another program of ours may have written it since. */
  #latest(): StoredSettings {
    const reading = this.#read();
    if (reading.kind === 'sound') return reading.stored;
    if (reading.kind === 'broken') this.#putAside(reading.why);
    return reading.kind === 'broken' ? this.#stored : {};
  }

  async #write(given: StoredSettings): Promise<Settings> {
    const { stored, passwords } = withoutPasswords(given);
    const settings = readSettings(stored);
    const { secrets } = this;
    const readable = [...passwords].flatMap(([name, password]) =>
      password === null ? [] : [{ name, password }],
    );
    if (readable.length < passwords.size)
      throw new Problem('invalid_input', machineTexts.passwordUnreadable, {
        remedy: machineTexts.escapePassword,
      });
    if (readable.length > 0 && secrets === null)
      throw new Problem('refused', machineTexts.passwordInSettings, {
        remedy: machineTexts.passwordToSecrets,
      });
    for (const { name, password } of readable) await secrets?.set(name, password);
    const text = `${JSON.stringify(stored, null, 2)}\n`;
    await writeFileAtomic(this.file, text, { mode: 0o600 });
    this.#take({ text, stored, settings });
    this.#tell();
    return settings;
  }

  #take(reading: {
    readonly text: string;
    readonly stored: StoredSettings;
    readonly settings: Settings;
  }): void {
    this.#text = reading.text;
    this.#stored = reading.stored;
    this.#settings = reading.settings;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.#settings);
  }

  #read(): Reading {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'missing' };
      return { kind: 'broken', text: '', why: error instanceof Error ? error.message : String(error) };
    }
    try {
      const given = storedSettings.safeParse(JSON.parse(text));
      if (!given.success) return { kind: 'broken', text, why: machineTexts.notAnObject.en };
      const stored = given.data;
      return { kind: 'sound', text, stored, settings: readSettings(withoutPasswords(stored).stored) };
    } catch (error) {
      return { kind: 'broken', text, why: error instanceof Error ? error.message : String(error) };
    }
  }

  #putAside(why: string): void {
    const stamp = this.now().toISOString().replace(/[:.]/g, '-');
    const aside = this.file.replace(/\.json$/, `.invalid-${stamp}.json`);
    try {
      renameSync(this.file, aside);
      this.log.warn(`The settings file is not valid (${why}). It was kept as ${aside}; the defaults apply.`);
    } catch {
      this.log.warn(`The settings file ${this.file} cannot be used (${why}); the defaults apply.`);
    }
  }
}
