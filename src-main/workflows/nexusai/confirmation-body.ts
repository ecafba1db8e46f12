import type { WaitingStep } from '../../contract/confirmation';
import type { Json, JsonObject } from '../../contract/primitives';
import { InputError } from '../input-object';
import { confirmationTexts } from './confirmation-texts';
import type { NodeInfo } from './nexus-answers';
import { fillVariables } from './start-input';

const isObject = (value: Json | undefined | null): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isBlank = (value: Json): boolean => value === null || value === '';

/** The fields of a form, by name. */
const fieldsOf = (info: NodeInfo): readonly (readonly [string, JsonObject])[] =>
  Object.entries(info.node_graph?.data?.input?.['properties'] ?? {}).flatMap(([name, field]) =>
    isObject(field) ? [[name, field] as const] : [],
  );

/** What a field starts with: a value of its own, else the default that NexusAI's page offers. */
const valueOf = (field: JsonObject): Json =>
  field['value'] ?? field['values'] ?? field['default_value'] ?? (field['type'] === 'number' ? 0 : null);

const isForm = (info: NodeInfo): boolean => info.node_type === 'human';

/** A step's values: a form's as it starts, or what the step has produced. */
export const valuesOf = (info: NodeInfo): Pick<WaitingStep, 'kind' | 'values' | 'missing'> => {
  if (!isForm(info))
    return { kind: 'review', values: isObject(info.outputs) ? info.outputs : {}, missing: [] };
  const fields = fieldsOf(info);
  return {
    kind: 'form',
    values: Object.fromEntries(fields.map(([name, field]) => [name, valueOf(field)])),
    missing: fields
      .filter(([, field]) => field['required'] === true && isBlank(valueOf(field)))
      .map(([name]) => name),
  };
};

/**
 * What `node_update` takes: of a form its whole definition, filled in; of any other step its outputs.
 * @param given replaces the values it has; null = as they stand
 * @throws {InputError} for a value that is missing or does not fit: the server itself looks at none
 */
export const confirmationBody = (info: NodeInfo, given: JsonObject | null): JsonObject => {
  const values = { ...valuesOf(info).values, ...given };
  if (!isForm(info)) {
    if (Object.keys(values).length === 0) throw new InputError(confirmationTexts.nothingProduced);
    return { operation: 0, outputs: values };
  }
  const definition = info.node_graph?.data?.input ?? {};
  const unknown = Object.keys(values).find((name) => !fieldsOf(info).some(([field]) => field === name));
  if (unknown !== undefined) throw new InputError(confirmationTexts.noSuchValue(unknown), unknown);
  return {
    operation: 0,
    inputs: fillVariables(definition, values),
    knowledge_base_mapping: info.node_graph?.data?.knowledge_base_mapping ?? { input: {}, output: {} },
  };
};
