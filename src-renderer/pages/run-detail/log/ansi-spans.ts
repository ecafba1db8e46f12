/** A piece of a line in one style. */
export interface AnsiSpan {
  readonly text: string;
  /** Name of a colour of the viewer's palette, which is made for contrast; null = the line's own. */
  readonly color: AnsiColor | null;
  readonly bold: boolean;
  readonly underline: boolean;
}

export const ansiColors = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
export type AnsiColor = (typeof ansiColors)[number];

interface Style {
  readonly color: AnsiColor | null;
  readonly bold: boolean;
  readonly underline: boolean;
}

const plain: Style = { color: null, bold: false, underline: false };
const escape = '\u001b';

/**
 * Everything that steers a terminal: CSI and OSC sequences (also unfinished ones), other escapes, control characters
 * but the tabulator, and the marks that turn the direction of text around.
 */
// Control characters are what this takes out of a line.
// oxlint-disable-next-line no-control-regex
const sequence =
  // oxlint-disable-next-line no-control-regex
  /\u001b\[([0-9;:]*)m|(?:\u001b\[|\u009b)[0-?]*[ -/]*(?:[@-~]|$)|\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\|$)|\u001b[ -/]*(?:[0-~]|$)|[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu;

/** The palette's colour nearest to an RGB value, by hue; greys are the line's own colour. */
const nearest = (red: number, green: number, blue: number): AnsiColor | null => {
  const most = Math.max(red, green, blue);
  if (most - Math.min(red, green, blue) < 40) return null;
  const bit = (value: number, weight: number): number => (value > most * 0.6 ? weight : 0);
  return ansiColors[bit(red, 1) + bit(green, 2) + bit(blue, 4)] ?? null;
};

const indexed = (index: number): AnsiColor | null => {
  if (index < 16) return ansiColors[index % 8] ?? null;
  if (index > 231) return null;
  const cube = index - 16;
  const level = (step: number): number => (step === 0 ? 0 : 55 + step * 40);
  return nearest(level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6));
};

const applied = (style: Style, parameters: string): Style => {
  const codes = parameters.split(/[;:]/).map((part) => (part === '' ? 0 : Number(part)));
  let next = style;
  for (let i = 0; i < codes.length; i += 1) {
    const code = codes[i] ?? 0;
    if (code === 0) next = plain;
    else if (code === 1) next = { ...next, bold: true };
    else if (code === 22) next = { ...next, bold: false };
    else if (code === 4) next = { ...next, underline: true };
    else if (code === 24) next = { ...next, underline: false };
    else if (code === 39) next = { ...next, color: null };
    else if (code >= 30 && code <= 37) next = { ...next, color: ansiColors[code - 30] ?? null };
    else if (code >= 90 && code <= 97) next = { ...next, color: ansiColors[code - 90] ?? null };
    else if (code === 38 || code === 48) {
      const direct = codes[i + 1] === 2;
      const color = direct
        ? nearest(codes[i + 2] ?? 0, codes[i + 3] ?? 0, codes[i + 4] ?? 0)
        : indexed(codes[i + 2] ?? 0);
      // Backgrounds are left away: together with any colour of text they may be unreadable.
      if (code === 38) next = { ...next, color };
      i += direct ? 4 : 2;
    }
  }
  return next;
};

/** Whether a line needs reading at all; most do not. */
const isPlain = (line: string): boolean => line.search(sequence) === -1;

/** A line without anything that steers a terminal. */
export const plainLine = (line: string): string => (isPlain(line) ? line : line.replace(sequence, ''));

/** A line as pieces of text with a style each. Whatever is in the line, it stays text. */
export const ansiSpans = (line: string): readonly AnsiSpan[] => {
  if (!line.includes(escape)) return [{ ...plain, text: plainLine(line) }];
  const spans: AnsiSpan[] = [];
  let style = plain;
  let from = 0;
  const push = (text: string): void => {
    const last = spans.at(-1);
    if (text === '') return;
    if (
      last !== undefined &&
      last.color === style.color &&
      last.bold === style.bold &&
      last.underline === style.underline
    )
      spans[spans.length - 1] = { ...last, text: last.text + text };
    else spans.push({ ...style, text });
  };
  for (const match of line.matchAll(sequence)) {
    push(line.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[1] !== undefined) style = applied(style, match[1]);
  }
  push(line.slice(from));
  return spans.length === 0 ? [{ ...plain, text: '' }] : spans;
};
