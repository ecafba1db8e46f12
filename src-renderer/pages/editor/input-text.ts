import { json, type Json } from '../../../src-main/contract/primitives';

/** JSON text read, or where it stops being JSON. Lines and columns count from 1. */
export type InputReading =
  | { readonly ok: true; readonly value: Json }
  | {
      readonly ok: false;
      /** Offset of the first character that does not fit; the text's length when it ends too early. */
      readonly offset: number;
      readonly line: number;
      readonly column: number;
      /** The character that does not fit; null when the text ends too early or is JSON but no object. */
      readonly found: string | null;
      readonly problem: 'syntax' | 'end' | 'object';
    };

const word =
  /\s*(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")\s*/uy;
const space = /\s*/y;

/**
 * Finds the first character that is not JSON. Engines word their errors differently and not always with a place, so the
 * place is found here.
 */
const failureOffset = (text: string): number => {
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) return false;
    at = pattern.lastIndex;
    return found[0].length > 0;
  };
  const is = (mark: string): boolean => {
    skip(space);
    if (text[at] !== mark) return false;
    at += 1;
    skip(space);
    return true;
  };
  const member = (): boolean => {
    skip(space);
    return text[at] === '"' && skip(word) && is(':') && value();
  };
  const list = (close: string, item: () => boolean): boolean => {
    if (is(close)) return true;
    do {
      if (!item()) return false;
    } while (is(','));
    return is(close);
  };
  const value = (): boolean => {
    skip(space);
    if (is('{')) return list('}', member);
    if (is('[')) return list(']', value);
    return skip(word);
  };
  value();
  skip(space);
  return at;
};

/** Reads JSON text that must hold an object. */
export const readInputText = (text: string): InputReading => {
  const at = (offset: number, problem: 'syntax' | 'end' | 'object'): InputReading => {
    const before = text.slice(0, offset).split('\n');
    const [found = null] = Array.from(text.slice(offset, offset + 2));
    return {
      ok: false,
      offset,
      line: before.length,
      column: (before.at(-1) ?? '').length + 1,
      found: problem === 'syntax' ? found : null,
      problem,
    };
  };
  try {
    const value = json.parse(JSON.parse(text));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ok: true, value };
    return at(Math.max(0, text.search(/\S/)), 'object');
  } catch {
    const offset = failureOffset(text);
    return at(offset, offset >= text.trimEnd().length ? 'end' : 'syntax');
  }
};
