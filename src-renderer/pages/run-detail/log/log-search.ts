/** What is searched for in a log. */
export interface LogQuery {
  readonly text: string;
  readonly regex: boolean;
  readonly matchCase: boolean;
}

/** Finds parts of one line; the expression that could not be read, with why. */
export type LogMatcher =
  | { readonly ok: true; readonly find: (line: string) => readonly (readonly [number, number])[] }
  | { readonly ok: false; readonly reason: string };

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
/** A line is searched so far; beyond it an expression may take for ever. */
const searched = 100_000;
const mostInLine = 200;

/** A matcher for a query; null while there is nothing to search for. */
export const logMatcher = (query: LogQuery): LogMatcher | null => {
  if (query.text === '') return null;
  let expression: RegExp;
  try {
    expression = new RegExp(query.regex ? query.text : literal(query.text), query.matchCase ? 'gu' : 'giu');
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
  return {
    ok: true,
    find: (line) => {
      const found: (readonly [number, number])[] = [];
      expression.lastIndex = 0;
      const text = line.length > searched ? line.slice(0, searched) : line;
      for (const match of text.matchAll(expression)) {
        if (match[0] !== '') found.push([match.index, match.index + match[0].length]);
        if (found.length >= mostInLine) break;
      }
      return found;
    },
  };
};
