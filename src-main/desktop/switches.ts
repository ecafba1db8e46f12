/** What the command line of the tray application says. Chromium's own switches pass by unread. */
export interface Switches {
  /** Null = not named. */
  readonly dataDir: string | null;
  /** Start without a window, as at login. */
  readonly hidden: boolean;
}

/** @param args without the program, `--data-dir=FOLDER` or `--data-dir FOLDER`. */
export const parseSwitches = (args: readonly string[]): Switches => {
  const at = args.findIndex((arg) => arg === '--data-dir' || arg.startsWith('--data-dir='));
  const named = args[at];
  const value = named === '--data-dir' ? args[at + 1] : named?.slice('--data-dir='.length);
  return {
    dataDir: value === undefined || value === '' ? null : value,
    hidden: args.includes('--hidden'),
  };
};
