import { canonicalTimeZone } from '../recurrence/time-zone';

/** Where the name of the machine's zone comes from; the names are checked against the tables we compute with. */
export interface ZoneSources {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The system's zone by name. */
  readonly system?: () => string | undefined;
}

// Intl only tells the name: whatever it would compute, moment-timezone's tables do.
const systemZone = (): string | undefined => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * The IANA name of this machine's time zone: `TZ` if set, else the system's. One the tables do not have becomes UTC, and
 * `warn` is told, for a schedule in the wrong zone is worse than a question.
 */
export const machineZone = (warn: (text: string) => void, sources: ZoneSources = {}): string => {
  const { env = process.env, system = systemZone } = sources;
  const named = env['TZ']?.replace(/^:/, '').trim();
  const asked = named === undefined || named === '' ? system() : named;
  const known = asked === undefined ? null : canonicalTimeZone(asked);
  if (known !== null) return known;
  warn(
    `This machine's time zone ${asked === undefined ? 'is not known' : `“${asked}” is no IANA zone name`}; ` +
      'UTC is taken. Set TZ, or the zone in the settings (executor.timeZone), to a name such as Europe/Berlin.',
  );
  return 'UTC';
};
