/** Headers as lines `Name: value`, or the number of the first line that is not one. */
export type HeaderAnswer = { readonly headers: Record<string, string> } | { readonly badLine: number };

/** Reads lines `Name: value`; empty lines are skipped. Lines count from 1; names are those of RFC 9110 (5.1). */
export const headersFromLines = (text: string): HeaderAnswer => {
  const headers: Record<string, string> = {};
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const place = line.indexOf(':');
    const name = line.slice(0, Math.max(0, place)).trim();
    if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name)) return { badLine: index + 1 };
    headers[name] = line.slice(place + 1).trim();
  }
  return { headers };
};

/** The same, back. */
export const linesFromHeaders = (headers: Readonly<Record<string, string>>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
