import { z } from 'zod';
import { refuse } from './refusals';

/** One variable of a workflow, or an object of variables. */
export interface Variable {
  readonly name: string;
  readonly type: string;
  readonly value?: unknown;
  readonly values?: readonly unknown[] | undefined;
  readonly required?: boolean | undefined;
  readonly max_length?: number | undefined;
  readonly properties?: Readonly<Record<string, Variable>> | undefined;
  readonly sort_order?: number | undefined;
  readonly display_name?: string | undefined;
  readonly sub_type?: string | undefined;
}

const anything = z.looseObject({});
const variableShape: z.ZodType<Variable> = z.lazy(() =>
  z.looseObject({
    name: z.string(),
    type: z.string(),
    value: z.unknown().optional(),
    values: z.array(z.unknown()).optional(),
    required: z.boolean().optional(),
    max_length: z.number().optional(),
    properties: z.record(z.string(), variableShape).optional(),
    sort_order: z.number().optional(),
    display_name: z.string().optional(),
    sub_type: z.string().optional(),
  }),
);

/** What a Python programmer sees when a dictionary lacks a key. */
function missingKey(given: unknown): string | undefined {
  const object = anything.safeParse(given);
  if (!object.success) return undefined;
  for (const key of ['name', 'type']) if (!(key in object.data)) return `'${key}'`;
  const properties = anything.safeParse(object.data['properties']);
  if (!properties.success) return undefined;
  for (const property of Object.values(properties.data)) {
    const missing = missingKey(property);
    if (missing !== undefined) return missing;
  }
  return undefined;
}

function checkSimple(variable: Variable, files: ReadonlySet<number>): void {
  const { name, type, value, max_length: longest = 0 } = variable;
  if (typeof value === 'string' && longest > 0 && value.length > longest) {
    refuse(`Value exceeds maximum length of ${longest}`);
  }
  if (variable.required === true && (value === undefined || value === null || value === '')) {
    refuse(`Required variable '${name}' has no value.`);
  }
  if (type === 'file' && typeof value === 'number' && !files.has(value))
    refuse(`File ID ${value} not found.`);
}

function check(variable: Variable, files: ReadonlySet<number>): void {
  if (variable.type === 'object') {
    for (const property of Object.values(variable.properties ?? {})) check(property, files);
  } else if (!variable.type.startsWith('array[')) {
    checkSimple(variable, files);
  }
}

/**
 * Checks `inputs` of a start as the HTTP API does: the shape, lengths, required variables *that were sent*, and files.
 * Unknown variables are taken; missing ones are not noticed.
 */
export function checkInputs(given: unknown, files: ReadonlySet<number>): Variable {
  const parsed = variableShape.safeParse(given);
  if (!parsed.success) return refuse(missingKey(given) ?? `'dict' object has no attribute 'type'`);
  if (parsed.data.type !== 'object') return refuse(`'Variable' object has no attribute 'properties'`);
  check(parsed.data, files);
  return parsed.data;
}

function isJsonText(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

/** Whether a json variable holds something that is no JSON text: such a run fails and can never be read again. */
export const isPoisoned = (inputs: Variable): boolean =>
  Object.values(inputs.properties ?? {}).some((entry) => entry.type === 'json' && !isJsonText(entry.value));

/** Names and values, as node inputs and outputs are answered. */
export function flatten(inputs: Variable): Record<string, unknown> {
  const pairs = Object.entries(inputs.properties ?? {}).map(([key, entry]) => {
    if (entry.type === 'object') return [key, flatten(entry)] as const;
    return [key, entry.type.startsWith('array[') ? (entry.values ?? []) : (entry.value ?? null)] as const;
  });
  return Object.fromEntries(pairs);
}
