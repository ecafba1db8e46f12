import { jsonObject, type Json, type JsonObject } from '../../../src-main/contract/primitives';

/** One variable a workflow asks for at its start, as NexusAI defines it. */
export interface Variable {
  readonly key: string;
  /** `display_name`, else the name. */
  readonly label: string;
  /** `string`, `number`, `file`, `json`, `object`, `array[string]` and the like. */
  readonly type: string;
  readonly required: boolean;
  /** Characters; 0 = no limit. */
  readonly maxLength: number;
  /** What the workflow itself has, used where a task gives nothing. */
  readonly own: Json | undefined;
  /** Of an object. */
  readonly parts: readonly Variable[];
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  jsonObject.safeParse(value).success && !Array.isArray(value);

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const number = (value: Json | undefined, fallback: number): number =>
  typeof value === 'number' ? value : fallback;

const variableOf = (key: string, definition: JsonObject): Variable => {
  const name = text(definition['name']) || key;
  const type = text(definition['type']) || 'string';
  return {
    key,
    label: text(definition['display_name']) || name,
    type,
    required: definition['required'] === true,
    maxLength: number(definition['max_length'], 0),
    own: type.startsWith('array') ? definition['values'] : definition['value'],
    parts: type === 'object' ? variablesOf(definition) : [],
  };
};

/** The variables of a definition, in their order; empty for what defines none. */
export const variablesOf = (definition: Json | null): readonly Variable[] => {
  const properties =
    isObject(definition ?? undefined) && isObject(definition) ? definition['properties'] : undefined;
  if (!isObject(properties)) return [];
  return Object.entries(properties)
    .map(([key, property], index) => ({
      order: isObject(property) ? number(property['sort_order'], index) : index,
      variable: variableOf(key, isObject(property) ? property : {}),
    }))
    .sort((a, b) => a.order - b.order)
    .map(({ variable }) => variable);
};

const inside = (input: Json): { readonly wrapped: boolean; readonly values: JsonObject } => {
  if (!isObject(input)) return { wrapped: false, values: {} };
  const properties = input['properties'];
  return isObject(properties) ? { wrapped: true, values: properties } : { wrapped: false, values: input };
};

/** What an input gives for a variable; undefined when it gives nothing. Both stored forms are read. */
export const valueOf = (input: Json, key: string): Json | undefined => {
  const { wrapped, values } = inside(input);
  if (!Object.hasOwn(values, key)) return undefined;
  const value = values[key];
  return wrapped && isObject(value) && Object.hasOwn(value, 'value') ? value['value'] : value;
};

/** The input with another value for a variable, in the form it is stored in. */
export const withValue = (input: Json, key: string, value: Json): Json => {
  const { wrapped, values } = inside(input);
  if (!wrapped) return { ...values, [key]: value };
  const stored = values[key];
  const next = isObject(stored) && Object.hasOwn(stored, 'value') ? { ...stored, value } : { value };
  return { ...(isObject(input) ? input : {}), properties: { ...values, [key]: next } };
};

const blank = (variable: Variable): Json => {
  if (variable.type === 'object') return firstInput(variable.parts);
  if (variable.type.startsWith('array')) return [];
  return variable.type === 'number' || variable.type === 'file' ? null : '';
};

/** What a new task starts with: every variable named, with the workflow's own value. */
export const firstInput = (variables: readonly Variable[]): JsonObject =>
  Object.fromEntries(variables.map((variable) => [variable.key, variable.own ?? blank(variable)]));

/** The items of an array variable, plain or as complete variables, as they are given. */
export const itemsOf = (value: Json | undefined): readonly Json[] => {
  const list = isObject(value) ? value['values'] : value;
  return Array.isArray(list) ? list : [];
};

/** An item's plain value: a complete variable is unwrapped. */
export const plainItem = (item: Json): Json =>
  isObject(item) && Object.hasOwn(item, 'value') ? (item['value'] ?? null) : item;

/** Whether an array's items can be given one in a line. */
export const hasPlainItems = (type: string): boolean => /^array\[(string|number|file|any)\]$/.test(type);

/** Names an input gives that the workflow does not ask for; they are kept as they are. */
export const unknownKeys = (variables: readonly Variable[], input: Json): readonly string[] => {
  const asked = new Set(variables.map((variable) => variable.key));
  return Object.keys(inside(input).values).filter((key) => !asked.has(key));
};
