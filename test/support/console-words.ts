/** Every key of a catalogue with its text, as `area.group.key`. */
const entries = (words: object, path = ''): (readonly [key: string, text: string])[] =>
  Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') return [[here, value] as const];
    return typeof value === 'object' && value !== null ? entries(value, here) : [];
  });

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Texts in which a key, or the gap for a value, was left standing. */
export const keysLeft = (texts: readonly string[], catalogue: object): string[] => {
  const keys = new Set(
    entries(catalogue).flatMap(([key]) =>
      [key, key.slice(key.indexOf('.') + 1)].map((one) => one.replace(/_(one|other)$/, '')),
    ),
  );
  return texts.filter(
    (text) => (text.includes('.') && keys.has(text)) || /\{\{(?!input\.|secret\.).*\}\}/.test(text),
  );
};

/** Texts of one catalogue that are still shown, though the other has its own for them. */
export const wordsLeft = (
  texts: readonly string[],
  from: object,
  into: object,
  data: readonly string[],
): string[] => {
  const others = new Set(data);
  const own = new Map(entries(into));
  const plain = new Set<string>();
  const patterns: RegExp[] = [];
  for (const [key, text] of entries(from)) {
    const translated = own.get(key) ?? own.get(key.replace(/_one$/, '_other'));
    if (translated === text || !/[A-Za-z]{2}/.test(text.replaceAll(/\{\{.*?\}\}/g, ''))) continue;
    if (!text.includes('{{')) plain.add(text);
    else if (/[A-Za-z]{3}/.test(text.replaceAll(/\{\{.*?\}\}/g, '')))
      patterns.push(
        new RegExp(
          `^${text
            .split(/\{\{.*?\}\}/)
            .map(escaped)
            .join('.+')}$`,
        ),
      );
  }
  return texts.filter(
    (text) => !others.has(text) && (plain.has(text) || patterns.some((pattern) => pattern.test(text))),
  );
};

/**
 * Texts in which two English words stand side by side, after what people and programs wrote themselves is taken out.
 * Numbers, names of things and one-word terms (JSON, cron) are the same in every language.
 */
export const englishLeft = (texts: readonly string[], data: readonly string[]): string[] => {
  const known = data.filter((one) => one.length > 1).sort((a, b) => b.length - a.length);
  const zone = /\b[A-Z][a-z]+\/[\w ./+-]+/g;
  return texts.filter((text) =>
    /[A-Za-z]{2,}['’]?[ ,:]+[A-Za-z]{2,}/.test(
      known.reduce((rest, one) => rest.replaceAll(one, '·'), text).replaceAll(zone, '·'),
    ),
  );
};
