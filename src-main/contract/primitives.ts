import { z } from 'zod';
import { formatTexts } from './contract-texts';

/** A `bigint` key as text: the driver hands it over so, and JavaScript numbers end at 2^53. */
export const id = z.string().regex(/^[1-9]\d{0,18}$/, formatTexts.id.en);
export type Id = z.infer<typeof id>;

/** A wall time without a zone, to the second or, rarely, the millisecond: `2026-03-08T02:30:00`, `…:00.250`. Years 0001 to 9999. */
export const localTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?$/, formatTexts.wallTime.en);
export type LocalTime = z.infer<typeof localTime>;

/** An instant as it crosses a boundary: ISO 8601 in UTC, `2026-03-08T07:30:00.000Z`. */
export const instant = z.iso.datetime();
export type Instant = z.infer<typeof instant>;

/** Any JSON value; task inputs and results are kept as they came. */
export const json = z.json();
export type Json = z.infer<typeof json>;

export const jsonObject = z.record(z.string(), json);
export type JsonObject = z.infer<typeof jsonObject>;

/** The two languages every word on the screen exists in. */
export const locale = z.enum(['en', 'zh-CN']);
export type Locale = z.infer<typeof locale>;
