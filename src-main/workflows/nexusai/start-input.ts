import type { Json, JsonObject } from '../../contract/primitives';
import type { Text } from '../../contract/text';
import { InputError, plainInput } from '../input-object';
import { workflowTexts } from '../workflow-texts';

interface Filled {
  /** The complete variable object that `/workflow/run` takes. */
  readonly inputs: JsonObject;
  /** Given names that the workflow does not have. */
  readonly unknown: readonly string[];
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isBlank = (value: Json | undefined): boolean => value === undefined || value === null || value === '';

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const kind = (value: Json): Text => {
  if (value === null) return workflowTexts.nothing;
  if (Array.isArray(value)) return workflowTexts.aList;
  if (typeof value === 'object') return workflowTexts.anObject;
  const shown = JSON.stringify(value).slice(0, 60);
  if (typeof value === 'number') return workflowTexts.aValue(workflowTexts.aPlainNumber, shown);
  const { aBoolean, aString } = workflowTexts;
  return workflowTexts.aValue(typeof value === 'boolean' ? aBoolean : aString, shown);
};

const mistaken = (name: string, expected: Text, value: Json): InputError =>
  new InputError(workflowTexts.mustBe(name, expected, kind(value)), name);

const asText = (name: string, value: Json): Json => {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw mistaken(name, workflowTexts.aText, value);
};

const asNumber = (name: string, value: Json): Json => {
  if (isBlank(value)) return null;
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(value))
    return Number(value);
  throw mistaken(name, workflowTexts.aNumber, value);
};

/** The server keeps it as text and parses it when the node runs; anything else poisons the run for ever. */
const asJsonText = (name: string, value: Json): Json => {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (value.trim() === '') return '';
  try {
    JSON.parse(value);
    return value;
  } catch {
    throw new InputError(workflowTexts.mustBeJson(name, kind(value)), name);
  }
};

const asFile = (name: string, value: Json): Json => {
  if (isBlank(value)) return value;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  if (typeof value === 'string') return /^[1-9]\d{0,15}$/.test(value) ? Number(value) : value;
  throw mistaken(name, workflowTexts.aFileId, value);
};

const simpleValue = (name: string, type: string, value: Json): Json => {
  if (type === 'number') return asNumber(name, value);
  if (type === 'json') return asJsonText(name, value);
  if (type === 'file') return asFile(name, value);
  return asText(name, value);
};

const isVariable = (value: Json): value is JsonObject =>
  isObject(value) && typeof value['name'] === 'string' && typeof value['type'] === 'string';

const arrayValues = (name: string, type: string, given: Json): Json[] => {
  const list = isObject(given) && Array.isArray(given['values']) ? given['values'] : given;
  if (!Array.isArray(list)) throw mistaken(name, workflowTexts.aList, given);
  const element = /^array\[(.+)\]$/.exec(type)?.[1] ?? 'any';
  return list.map((item, index) => {
    if (isVariable(item)) return item;
    const plain = element === 'any' ? (typeof item === 'number' ? 'number' : 'string') : element;
    if (plain === 'object' || isObject(item) || Array.isArray(item)) {
      throw new InputError(workflowTexts.incompleteElement(index + 1, name), name);
    }
    return { name: `${name}_${index + 1}`, type: plain, value: simpleValue(name, plain, item) };
  });
};

const checkSimple = (name: string, type: string, variable: JsonObject): void => {
  const value = variable['value'];
  if (variable['required'] === true && isBlank(value)) {
    throw new InputError(workflowTexts.requiredEmpty(name), name);
  }
  const longest = variable['max_length'];
  if (type !== 'string' || typeof longest !== 'number' || longest <= 0 || typeof value !== 'string') return;
  const { length } = Array.from(value);
  if (length > longest) {
    throw new InputError(workflowTexts.tooLong(name, longest, length), name);
  }
};

const fillVariable = (key: string, definition: JsonObject, given: Json | undefined): JsonObject => {
  const name = textOf(definition['name']) || key;
  const type = textOf(definition['type']) || 'string';
  const base = { ...definition, name, type };
  if (type === 'object') {
    if (given !== undefined && given !== null && !isObject(given))
      throw mistaken(name, workflowTexts.anObject, given);
    return {
      ...base,
      properties: fillProperties(definition['properties'], isObject(given) ? plainInput(given) : {}),
    };
  }
  if (type.startsWith('array')) {
    const values =
      isBlank(given) || given === undefined ? (definition['values'] ?? []) : arrayValues(name, type, given);
    return { ...base, values };
  }
  const value = simpleValue(name, type, given === undefined ? (definition['value'] ?? null) : given);
  const filled = { ...base, value };
  checkSimple(name, type, filled);
  // What is optional and empty must still be JSON text.
  return type === 'json' && isBlank(value) ? { ...filled, value: 'null' } : filled;
};

const fillProperties = (definitions: Json | undefined, given: JsonObject): JsonObject => {
  if (!isObject(definitions)) return {};
  return Object.fromEntries(
    Object.entries(definitions).map(([key, definition]) => [
      key,
      fillVariable(
        key,
        isObject(definition) ? definition : {},
        Object.hasOwn(given, key) ? given[key] : undefined,
      ),
    ]),
  );
};

/**
 * Fills a form's variables: what is not given keeps the definition's value; checked as those of a start.
 *
 * @throws {InputError} naming the variable
 */
export const fillVariables = (definition: JsonObject, given: JsonObject): JsonObject => ({
  ...definition,
  name: textOf(definition['name']) || 'input',
  type: 'object',
  properties: fillProperties(definition['properties'], given),
});

/**
 * Fills a workflow's start variables from a task's input, as upstream's executor does (the input's `properties` are
 * unwrapped, unknown names ignored, what is not given keeps the workflow's value) and stricter where the server is
 * careless: every variable is sent, checked for its type, and required ones must have a value.
 *
 * @param definition `start_node.data.input` of the start condition
 * @throws {InputError} naming the variable
 */
export const fillStartInput = (definition: JsonObject, input: JsonObject): Filled => {
  const plain = plainInput(input);
  if (Object.keys(plain).length === 0) throw new InputError(workflowTexts.nothingToSend);
  const known = isObject(definition['properties']) ? definition['properties'] : {};
  if (Object.keys(known).length === 0) throw new InputError(workflowTexts.noStartVariables);
  return {
    inputs: fillVariables(definition, plain),
    unknown: Object.keys(plain).filter((key) => !Object.hasOwn(known, key)),
  };
};
