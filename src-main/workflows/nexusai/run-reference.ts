import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { instant } from '../../contract/primitives';
import type { RunContext } from '../../executor/connector';
import { storableText } from '../cut-text';

/** How a run can be found again on its server: by name while its start is under way, by its ids afterwards. */
export const runReference = z.discriminatedUnion('stage', [
  z.object({
    stage: z.literal('sending'),
    connection: z.string(),
    app_id: z.number().int(),
    run_name: z.string(),
    attempt: z.number().int(),
  }),
  z.object({
    stage: z.literal('following'),
    connection: z.string(),
    app_id: z.number().int(),
    run_name: z.string(),
    attempt: z.number().int(),
    workflow_id: z.number().int().positive(),
    app_run_id: z.number().int().positive(),
    /** The step that waits for a person, and since when: another executor must not count from its own first look. */
    waiting: z.object({ step: z.string(), since: instant }).nullable().default(null),
  }),
]);
export type RunReference = z.infer<typeof runReference>;
export type FollowingReference = Extract<RunReference, { stage: 'following' }>;

const longestName = 255;

/**
 * The run's name on the server: the task's name, our run id and attempt, and a few random characters, because two
 * installations can have the same ids. At most 255 characters: the server refuses longer ones.
 */
export const newRunName = (run: RunContext): string => {
  const suffix = ` #${run.runId}.${run.attempt}-${randomBytes(4).toString('hex')}`;
  const name = storableText(run.taskName).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
  const room = longestName - suffix.length;
  const short = /[\uD800-\uDBFF]$/.test(name.slice(0, room)) ? name.slice(0, room - 1) : name.slice(0, room);
  return short + suffix;
};

/** The part of a run's name that no other has. */
export const needleOf = (runName: string): string => runName.slice(runName.lastIndexOf('#') + 1);
