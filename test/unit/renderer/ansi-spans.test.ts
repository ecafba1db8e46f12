import { describe, expect, it } from 'vitest';
import { ansiSpans, plainLine } from '../../../src-renderer/pages/run-detail/log/ansi-spans';

const esc = '\u001b';
const texts = (line: string): string =>
  ansiSpans(line)
    .map((span) => span.text)
    .join('');
const colors = (line: string): (string | null)[] => ansiSpans(line).map((span) => span.color);

describe('ansiSpans', () => {
  it('gives a plain line as one piece', () => {
    expect(ansiSpans('step Start: ok')).toEqual([
      { text: 'step Start: ok', color: null, bold: false, underline: false },
    ]);
  });

  it('reads colours, bold and underline, and where they end', () => {
    expect(ansiSpans(`${esc}[1;31mbad${esc}[0m ${esc}[4mline${esc}[24m`)).toEqual([
      { text: 'bad', color: 'red', bold: true, underline: false },
      { text: ' ', color: null, bold: false, underline: false },
      { text: 'line', color: null, bold: false, underline: true },
    ]);
  });

  it('brings bright, indexed and direct colours to the palette', () => {
    expect(colors(`${esc}[92mgreen`)).toEqual(['green']);
    expect(colors(`${esc}[38;5;196mred`)).toEqual(['red']);
    expect(colors(`${esc}[38;2;20;40;250mblue`)).toEqual(['blue']);
    expect(colors(`${esc}[38;5;240mgrey`)).toEqual([null]);
  });

  it('leaves backgrounds away: with some colour of text they cannot be read', () => {
    expect(colors(`${esc}[41;31mtext`)).toEqual(['red']);
    expect(colors(`${esc}[48;2;31;31;31mtext`)).toEqual([null]);
  });

  it.each([
    ['moves of the cursor', `a${esc}[2Jb${esc}[10;10Hc`, 'abc'],
    ['a window title', `a${esc}]0;title\u0007b`, 'ab'],
    ['a link of the terminal', `${esc}]8;;http://x${esc}\\text${esc}]8;;${esc}\\`, 'text'],
    ['an unfinished sequence', `a${esc}[31`, 'a'],
    ['bells, backspaces and returns', 'a\u0007\u0008\rb', 'ab'],
    ['marks that turn the direction of text around', 'a\u202Eb\u2066c', 'abc'],
    ['eight-bit sequences', 'a\u009b31mb', 'ab'],
  ])('takes %s out', (_what, line, text) => {
    expect(texts(line)).toBe(text);
    expect(plainLine(line)).toBe(text);
  });

  it('keeps markup, tabulators and right-to-left letters as the text they are', () => {
    const line = '<script>alert(1)</script>\t&amp; שלום';
    expect(texts(line)).toBe(line);
  });

  it('has the same text whether colours are read or not', () => {
    const line = `${esc}[31m10 ${esc}[1mof${esc}[0m 20 ${esc}[K`;
    expect(texts(line)).toBe(plainLine(line));
  });
});
