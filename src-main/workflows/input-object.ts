import { json, jsonObject, type Json, type JsonObject } from '../contract/primitives';
import { SpokenError, type Text } from '../contract/text';
import { workflowTexts } from './workflow-texts';

/** A task's input that cannot be used. The words are NexusAI's own. */
export class InputError extends SpokenError {
  readonly code = 'invalid_input';
  constructor(
    says: Text,
    /** The variable it is about, when it is about one. */
    readonly variable: string | null = null,
  ) {
    super(says);
    this.name = 'InputError';
  }
}

const parseText = (text: string): Json => {
  try {
    return json.parse(JSON.parse(text));
  } catch (error) {
    throw new InputError(workflowTexts.inputFormat(error instanceof Error ? error.message : 'not JSON'));
  }
};

/** The input as an object; text that holds a JSON object counts as one, as upstream reads it. @throws {InputError} */
export const inputObject = (input: Json): JsonObject => {
  const value = typeof input === 'string' ? parseText(input) : input;
  const object = jsonObject.safeParse(value);
  if (!object.success || Array.isArray(value)) throw new InputError(workflowTexts.notADictionary);
  return object.data;
};

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The plain key-value form of an input: `{properties: {key: {value}}}`, as NexusAI's editor saves it, is unwrapped; all
 * else at the top level of that form is dropped. Anything without `properties` is already plain.
 */
export const plainInput = (input: JsonObject): JsonObject => {
  const properties = Object.hasOwn(input, 'properties') ? input['properties'] : undefined;
  if (!isObject(properties)) return input;
  return Object.fromEntries(
    Object.entries(properties).map(([key, property]) => {
      const value = isObject(property) && Object.hasOwn(property, 'value') ? property['value'] : property;
      return [key, value ?? null];
    }),
  );
};
