import { describe, expect, it } from 'vitest';
import { visibleLines, visibleText } from '../../../src-main/contract/visible-text';

describe('text of somebody else', () => {
  it.each([
    ['an escape sequence', '\u001B[31mred\u001B[0m', '␛[31mred␛[0m'],
    ['a line of its own', 'one\r\ntwo', 'one␍␊two'],
    ['a deletion', 'a\u007Fb', 'a␡b'],
    ['an escape in one byte', '\u009B2J', '<U+009B>2J'],
    ['a turned direction', 'report\u202Efdp.exe', 'report<U+202E>fdp.exe'],
    ['an open isolate', '\u2067name', '<U+2067>name'],
  ])('shows %s', (_, given, shown) => {
    expect(visibleText(given)).toBe(shown);
  });

  it.each(['夜间报告', 'تقرير \u200Fليلي', '👩‍💻 report', 'naïve'])('leaves %s as it is', (name) => {
    expect(visibleText(name)).toBe(name);
  });

  it('of several lines keeps its lines and tabulators', () => {
    expect(visibleLines('a\tb\r\nc\u001Bd\re')).toBe('a\tb\nc␛d␍e');
  });
});
