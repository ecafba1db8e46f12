import type { Json } from '../../../src-main/contract/primitives';
import { isObject, itemsOf, plainItem, valueOf, type Variable } from './input-values';

/** What is wrong with one variable's value. */
export interface InputIssue {
  /** Keys from the outside in: `order.customer`. */
  readonly path: string;
  readonly label: string;
  readonly code: 'required' | 'tooLong' | 'number' | 'json' | 'file';
  readonly limit: number;
}

const isBlank = (value: Json | undefined): boolean => value === undefined || value === null || value === '';

const isNumber = (value: Json): boolean =>
  typeof value === 'number' ||
  (typeof value === 'string' && /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(value));

const isJsonText = (value: Json): boolean => {
  if (typeof value !== 'string') return true;
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
};

const simpleCode = (type: string, value: Json): InputIssue['code'] | null => {
  if (type === 'number' && !isNumber(value)) return 'number';
  if (type === 'json' && !isJsonText(value)) return 'json';
  if (type === 'file' && typeof value === 'number' && !(Number.isSafeInteger(value) && value > 0))
    return 'file';
  return null;
};

const codeOf = (variable: Variable, given: Json | undefined): InputIssue['code'] | null => {
  const value = given === undefined ? variable.own : given;
  if (variable.type.startsWith('array')) {
    const items = itemsOf(value);
    if (variable.required && items.length === 0) return 'required';
    const element = /^array\[(.+)\]$/.exec(variable.type)?.[1] ?? 'any';
    for (const item of items) {
      const code = simpleCode(element, plainItem(item));
      if (code !== null) return code;
    }
    return null;
  }
  if (value === undefined || isBlank(value)) return variable.required ? 'required' : null;
  const length = typeof value === 'string' ? Array.from(value).length : 0;
  if (variable.type === 'string' && variable.maxLength > 0 && length > variable.maxLength) return 'tooLong';
  return simpleCode(variable.type, value);
};

/** What the workflow would refuse or stumble over, one issue a variable, in the order of the form. */
export const inputIssues = (
  variables: readonly Variable[],
  input: Json,
  prefix = '',
): readonly InputIssue[] =>
  variables.flatMap((variable) => {
    const path = `${prefix}${variable.key}`;
    const given = valueOf(input, variable.key);
    if (variable.type === 'object')
      return inputIssues(variable.parts, isObject(given) ? given : {}, `${path}.`);
    const code = codeOf(variable, given);
    return code === null ? [] : [{ path, label: variable.label, code, limit: variable.maxLength }];
  });
