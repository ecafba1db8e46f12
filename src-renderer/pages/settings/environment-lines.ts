/** Environment as lines `NAME=value`, or the number of the first line that is not one. */
export type EnvironmentAnswer = { readonly env: Record<string, string> } | { readonly badLine: number };

/** Reads lines `NAME=value`; empty lines are skipped. Lines count from 1. */
export const environmentFromLines = (text: string): EnvironmentAnswer => {
  const env: Record<string, string> = {};
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const place = line.indexOf('=');
    const name = line.slice(0, place).trim();
    if (place < 1 || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return { badLine: index + 1 };
    env[name] = line.slice(place + 1);
  }
  return { env };
};

/** The same, back. */
export const linesFromEnvironment = (env: Readonly<Record<string, string>>): string =>
  Object.entries(env)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
