/**
 * The fields of a row value as PostgreSQL writes one: `(1,"a, b",,"say ""hi""")`. An empty field is null.
 * https://www.postgresql.org/docs/current/rowtypes.html#ROWTYPES-IO-SYNTAX
 * @throws TypeError for anything else
 */
export const recordFields = (text: string): readonly (string | null)[] => {
  const fields: (string | null)[] = [];
  let at = 0;
  do {
    field.lastIndex = at + 1;
    const found = field.exec(text);
    if (found === null) throw new TypeError(`PostgreSQL sent no row value: ${text}`);
    const [whole, quoted, plain = ''] = found;
    fields.push(quoted === undefined ? (plain === '' ? null : plain) : quoted.replaceAll(escaped, '$1'));
    at += 1 + whole.length;
  } while (text[at] === ',');
  if (!text.startsWith('(') || at !== text.length - 1 || text[at] !== ')')
    throw new TypeError(`PostgreSQL sent no row value: ${text}`);
  return fields;
};

const field = /"((?:[^"\\]|""|\\[^])*)"|([^",()\\]*)/y;
/** A quote or a backslash stands twice. */
const escaped = /["\\]([^])/g;
