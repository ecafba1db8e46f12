import { z } from 'zod';
import { jsonObject } from '../../contract/primitives';

const outsideId = z.coerce.number().int().positive();

/** The configuration of a `nexusai` target; an empty one means the default connection and the task's own app. */
export const nexusConfig = z.object({
  /** A connection of this machine's settings; null = the default one. */
  connection: z.string().min(1).max(64).nullish(),
  /** NexusAI's own ids, where the ones in `apps` and `workflows` here differ. */
  app_id: outsideId.nullish(),
  workflow_id: outsideId.nullish(),
  knowledge_base_mapping: jsonObject.nullish(),
  /** How long a failed run that a person may retry is watched for that, in milliseconds. */
  followRestartMs: z.number().int().min(0).max(604_800_000).default(20_000),
  /** How long a run may show no sign of life (waiting for a person and being paused do not count). */
  stallMs: z.number().int().min(1_000).max(604_800_000).default(7_200_000),
  /** How long a run may stay queued without its first step. */
  queuedMs: z.number().int().min(1_000).max(604_800_000).default(3_600_000),
  /** How long the server may be away while a run is followed. */
  unreachableMs: z.number().int().min(1_000).max(2_592_000_000).default(86_400_000),
});
export type NexusConfig = z.infer<typeof nexusConfig>;
