import { z } from 'zod';
import { text, type Text } from '../contract/text';
import { machineTexts } from './machine-texts';

const peel = (schema: unknown): unknown => {
  let inner = schema;
  while (
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodPrefault ||
    inner instanceof z.ZodNullable ||
    inner instanceof z.ZodOptional
  ) {
    inner = inner.unwrap();
  }
  return inner;
};

/** What the field at `path` of a schema allows ("from 1000 to 3600000"), or null when that is not a plain list. */
export const allowedText = (schema: z.ZodType, path: readonly PropertyKey[]): Text | null => {
  let inner = peel(schema);
  for (const key of path) {
    if (inner instanceof z.ZodObject) inner = peel(inner.shape[String(key)]);
    else if (inner instanceof z.ZodArray) inner = peel(inner.element);
    else return null;
  }
  if (inner instanceof z.ZodEnum) {
    const { options } = inner;
    return machineTexts.oneOf(text(options.join(', '), options.join('、')));
  }
  if (!(inner instanceof z.ZodNumber)) return null;
  const { minValue, maxValue } = inner;
  return minValue === null || maxValue === null ? null : machineTexts.fromTo(minValue, maxValue);
};
