import { readFileSync } from 'node:fs';
import { json, type Json } from '../contract/primitives';
import { cliProblem } from './cli-problem';
import { readAll, type Terminal } from './terminal';

/** Where a command's JSON comes from: the argument itself, `--file`, or standard input (no argument, or `-`). */
export const readInput = async (
  terminal: Terminal,
  inline: string | undefined,
  file: string | undefined,
): Promise<string> => {
  if (inline !== undefined && file !== undefined) {
    throw cliProblem('invalid_input', 'The JSON was given twice, as an argument and by --file.', {
      remedy: 'Give it once.',
    });
  }
  if (file !== undefined && file !== '-') return readTextFile(file);
  if (inline !== undefined && inline !== '-') return inline;
  if (Reflect.get(terminal.stdin, 'isTTY') === true) {
    throw cliProblem('invalid_input', 'No JSON was given.', {
      remedy: 'Give it as an argument, by --file <path>, or on standard input.',
    });
  }
  return readAll(terminal.stdin);
};

/** @throws Problem `invalid_input` when it cannot be read */
export const readTextFile = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw cliProblem('invalid_input', `The file ${file} cannot be read: ${causeWords(cause)}.`, {
      remedy: 'Name a file that exists and that this user may read.',
      cause,
    });
  }
};

/** One JSON value, an array of them, or one a line: always as a list. @throws Problem `invalid_input` in words */
export const parseJsonList = (text: string): readonly unknown[] => {
  if (text.trim() === '') {
    throw cliProblem('invalid_input', 'The JSON is empty.', {
      remedy: 'Give an object such as {"name": "…"}.',
    });
  }
  const whole = parsed(text);
  if (whole.ok) return Array.isArray(whole.value) ? whole.value : [whole.value];
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const each = lines.map(parsed);
  const values = each.flatMap((line) => (line.ok ? [line.value] : []));
  if (lines.length > 1 && values.length === lines.length) return values;
  throw cliProblem('invalid_input', `This is not JSON: ${whole.why}.`, {
    remedy: 'Keys and texts stand in double quotes; there is no comma after the last entry.',
  });
};

/** One JSON value, as it stands. @throws Problem `invalid_input` in words */
export const parseJson = (text: string): Json => {
  const whole = parsed(text);
  const value = whole.ok ? json.safeParse(whole.value) : null;
  if (value?.success === true) return value.data;
  throw cliProblem('invalid_input', `This is not JSON${whole.ok ? '' : `: ${whole.why}`}.`, {
    remedy: 'Keys and texts stand in double quotes; there is no comma after the last entry.',
  });
};

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string };

const parsed = (text: string): Parsed => {
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch (error) {
    return { ok: false, why: causeWords(error) };
  }
};

const causeWords = (error: unknown): string => (error instanceof Error ? error.message : String(error));
