import { z } from 'zod';
import { formatTexts } from '../../contract/contract-texts';
import { json } from '../../contract/primitives';
import { jsonPathSteps } from '../json-path';

const path = z
  .string()
  .min(1)
  .max(1000)
  .refine((text) => jsonPathSteps(text) !== null, formatTexts.path.en);

/** A status (`200`), a class (`"2xx"`) or a range (`"200-204"`). */
const statusPattern = z.union([
  z.number().int().min(100).max(599),
  z.string().regex(/^([1-5]xx|[1-5]\d\d(-[1-5]\d\d)?)$/, formatTexts.status.en),
]);
export type StatusPattern = z.infer<typeof statusPattern>;

/** What an answer must be: every given part has to hold. `equals` may list several values. */
const answerRule = z.object({
  status: z.union([statusPattern, z.array(statusPattern).min(1)]).nullish(),
  jsonPath: path.nullish(),
  equals: json.optional(),
});
export type AnswerRule = z.infer<typeof answerRule>;

const milliseconds = z.number().int().min(1).max(86_400_000);

/** How a started job is followed when its start is answered with one of `on`. */
const followConfig = z.object({
  on: z.array(statusPattern).min(1).default([202]),
  /** Where the status URL stands in the start's answer; without both the `Location` header. */
  header: z.string().min(1).max(100).nullish(),
  jsonPath: path.nullish(),
  /** Without both rules: 200 is success, 202 is still going, 4xx is failure. */
  success: answerRule.nullish(),
  failure: answerRule.nullish(),
  /** First pause between two looks; it grows by half each time up to `maxIntervalMs`. */
  intervalMs: milliseconds.default(2_000),
  maxIntervalMs: milliseconds.default(30_000),
  /** Where the result stands in the last answer; without it the whole answer. */
  resultPath: path.nullish(),
  /** How long the status URL may stay unreachable before the run fails. */
  unreachableMs: milliseconds.default(900_000),
});
export type FollowConfig = z.infer<typeof followConfig>;

/** The configuration of an `http` target. */
export const httpConfig = z.object({
  method: z
    .string()
    .regex(/^[A-Za-z]{1,20}$/, formatTexts.method.en)
    .transform((method) => method.toUpperCase())
    .nullish()
    .transform((method) => method ?? 'POST'),
  url: z.string().min(1).max(8_192),
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, formatTexts.header.en), z.string().max(16_384))
    .nullish()
    .transform((headers) => headers ?? {}),
  /** Null or left out = the default body. */
  body: json.nullish().transform((body) => body ?? null),
  success: answerRule.nullish(),
  follow: followConfig.nullish(),
  timeouts: z
    .object({
      connect: milliseconds.default(10_000),
      firstByte: milliseconds.default(300_000),
      total: milliseconds.default(600_000),
    })
    .nullish()
    .transform((given) => given ?? { connect: 10_000, firstByte: 300_000, total: 600_000 }),
  /** Bytes of an answer that are read. */
  maxBody: z.number().int().min(1).max(16_777_216).default(1_048_576),
  redirects: z.number().int().min(0).max(20).default(5),
});
export type HttpConfig = z.infer<typeof httpConfig>;

/** Keys of a stored configuration that mean nothing, most likely misspelt. */
export const unknownKeys = (config: object): readonly string[] =>
  Object.keys(config).filter((key) => !Object.hasOwn(httpConfig.shape, key));
