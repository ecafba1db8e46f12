import { z } from 'zod';
import { answer, events, type EventName } from './api';
import { formatTexts } from './contract-texts';
import { locale } from './primitives';

/** Where the console's WebSocket is served. */
export const socketPath = '/socket';

/** Browser to console: one call. The number ties the answer to it; it starts anew with every connection. */
export const requestFrame = z.object({
  id: z.number().int().nonnegative(),
  group: z.string().max(64),
  call: z.string().max(64),
  input: z.unknown(),
  /** The language to answer in. */
  locale: locale.catch('en'),
});
export type RequestFrame = z.infer<typeof requestFrame>;

const isEventName = (name: string): name is EventName => Object.hasOwn(events, name);

/** Console to browser: the answer to a call, or an event nobody asked for. */
export const answerFrame = z.object({ id: z.number().int().nonnegative(), answer });
export const eventFrame = z.object({
  event: z.string().refine(isEventName, formatTexts.event.en),
  payload: z.unknown(),
});
export const pushFrame = z.union([answerFrame, eventFrame]);
export type PushFrame = z.infer<typeof pushFrame>;
