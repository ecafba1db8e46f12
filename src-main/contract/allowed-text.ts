import { z } from 'zod';
import { allowedTexts } from './contract-texts';
import { text, type Text } from './text';

const peel = (schema: unknown): unknown => {
  let inner = schema;
  for (;;) {
    if (inner instanceof z.ZodPipe) inner = inner.in;
    else if (
      inner instanceof z.ZodDefault ||
      inner instanceof z.ZodPrefault ||
      inner instanceof z.ZodNullable ||
      inner instanceof z.ZodOptional
    )
      inner = inner.unwrap();
    else return inner;
  }
};

/** A whole number without a bound of its own has the safe integers as its bounds. */
const bound = (value: number | null): number | null =>
  value === null || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? null : value;

const numberText = (schema: z.ZodNumber, isWhole: boolean): Text | null => {
  const least = bound(schema.minValue);
  const most = bound(schema.maxValue);
  if (least !== null && most !== null)
    return (isWhole ? allowedTexts.wholeFromTo : allowedTexts.fromTo)(least, most);
  if (least !== null) return (isWhole ? allowedTexts.wholeFrom : allowedTexts.from)(least);
  return null;
};

/**
 * What the field at `path` of a schema allows ("must be from 1000 to 3600000"), or null when that is not a plain list.
 * @param isWhole the value was refused because it is no whole number
 */
export const allowedText = (
  schema: z.ZodType,
  path: readonly PropertyKey[],
  isWhole = false,
): Text | null => {
  let inner = peel(schema);
  for (const key of path) {
    if (inner instanceof z.ZodObject) inner = peel(inner.shape[String(key)]);
    else if (inner instanceof z.ZodArray) inner = peel(inner.element);
    else return null;
  }
  if (inner instanceof z.ZodEnum) {
    const { options } = inner;
    return allowedTexts.oneOf(text(options.join(', '), options.join('、')));
  }
  return inner instanceof z.ZodNumber ? numberText(inner, isWhole) : null;
};
