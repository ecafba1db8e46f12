type Environment = Readonly<Record<string, string | undefined>>;

/** Our own secrets and switches, which a command has no business with, or which would change how it runs. */
const withheld = /^(DATABASE_URL|PG[A-Z]+|NEXUS_.*|NODE_OPTIONS|NODE_CHANNEL_FD|ELECTRON_.*|npm_.*)$/;

/** The environment a command starts from: this process's own without what is withheld. */
export const inheritedEnvironment = (env: Environment): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !withheld.test(entry[0]),
    ),
  );

/** Linux refuses a single variable of 128 kB and more; stdin has the input at any size. */
export const largestInputVariable = 32_768;
