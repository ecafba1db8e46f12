import { z } from 'zod';
import { jsonObject } from './primitives';

/** A step of a run that waits for a person, as NexusAI shows it this moment. */
export const waitingStep = z.object({
  /** NexusAI's number of the step's execution. */
  id: z.string(),
  name: z.string(),
  /** `form`: a person fills its values in; `review`: they are what the step produced. */
  kind: z.enum(['form', 'review']),
  people: z.array(z.string()),
  /** The account this machine signs in with is among those asked. */
  mine: z.boolean(),
  values: jsonObject,
  /** Names of values that a form needs and that are empty. */
  missing: z.array(z.string()),
});
export type WaitingStep = z.infer<typeof waitingStep>;

/** What a waiting run waits for, asked of NexusAI itself. No steps: somebody has confirmed meanwhile. */
export const confirmation = z.object({
  connection: z.string(),
  url: z.string(),
  /** Who this machine is on that server. */
  account: z.string(),
  outsideRun: z.number().int(),
  steps: z.array(waitingStep),
});
export type Confirmation = z.infer<typeof confirmation>;

/**
 * `confirmed`; `answer_lost`: sent, its answer never came, and the step no longer waits; `already`: nothing was sent,
 * because nothing waits any more.
 */
export const confirmResult = z.object({
  result: z.enum(['confirmed', 'answer_lost', 'already']),
  step: z.string().nullable(),
  account: z.string(),
});
export type ConfirmResult = z.infer<typeof confirmResult>;
