import type { Json, JsonObject } from '../contract/primitives';

/** Whether a value out of a `jsonb` column is an object. Nothing but JSON can come out of one, so one look is enough. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isJson = (value: unknown): value is Json => value !== undefined;

/** A value out of a `jsonb` column as JSON; absent is null. */
export const toJson = (value: unknown): Json => (isJson(value) ? value : null);
