import type { Caller } from '../contract/api';
import type { Confirmation, ConfirmResult, WaitingStep } from '../contract/confirmation';
import { Problem } from '../contract/errors';
import type { JsonObject } from '../contract/primitives';
import { auditEntry } from './audit-diff';
import type { AuditRecords } from './audit-records';
import type { RunRecords } from './run-records';

/** The way to whoever holds a waiting run; implemented by `workflows/`. */
export interface Confirmer {
  look(ref: JsonObject | null): Promise<Confirmation>;
  /** @throws Problem when nothing was sent */
  send(
    ref: JsonObject | null,
    step: string,
    values: JsonObject | null,
  ): Promise<{
    readonly result: 'confirmed' | 'answer_lost' | 'not_done' | 'unknown';
    readonly detail: string;
  }>;
}

/** A run that has not ended, and how it is found outside. */
export interface WaitingRun {
  readonly id: string;
  readonly taskId: string;
  readonly externalRef: JsonObject | null;
}

interface ConfirmOperations {
  readonly runs: Pick<RunRecords, 'claimConfirmation' | 'releaseConfirmation'>;
  readonly audit: Pick<AuditRecords, 'append'>;
  readonly confirmer: Confirmer;
}

/**
 * Confirms one step of a waiting run, once: the step is asked for right before, and the ledger keeps everybody else from
 * confirming it at the same time, because NexusAI would carry a second confirmation out.
 */
export async function confirmRun(
  { runs, audit, confirmer }: ConfirmOperations,
  run: WaitingRun,
  wish: { readonly step: string | null; readonly values: JsonObject | null },
  caller: Caller,
): Promise<ConfirmResult> {
  const there = await confirmer.look(run.externalRef);
  const step = chosen(run.id, there, wish.step);
  if (step === null) return { result: 'already', step: null, account: there.account };
  refuseOthers(run.id, there, step);
  if (step.kind === 'form') refuseEmpty(step, wish.values);
  const holder = await runs.claimConfirmation(run.id, step.id, caller.actor);
  if (holder !== null)
    throw new Problem('conflict', `${holder} has just confirmed this step, or is about to.`, {
      remedy: 'Look at the run in a moment. Nothing was sent a second time.',
    });
  const sent = await confirmer.send(run.externalRef, step.id, wish.values).catch(async (error: unknown) => {
    await runs.releaseConfirmation(run.id, step.id);
    throw error;
  });
  if (sent.result === 'not_done') {
    await runs.releaseConfirmation(run.id, step.id);
    throw new Problem(
      'connection_failed',
      `NexusAI did not answer the confirmation (${sent.detail}), and the step still waits there.`,
      { remedy: 'Nothing was confirmed. Try again.' },
    );
  }
  const was = (to: string | number): { readonly from: null; readonly to: string | number } => ({
    from: null,
    to,
  });
  await audit.append({
    ...auditEntry(caller, 'runs.confirm', {
      step: was(step.name),
      account: was(there.account),
      outsideRun: was(there.outsideRun),
      ...(sent.result === 'confirmed' ? {} : { answer: was(sent.result === 'unknown' ? 'unknown' : 'lost') }),
    }),
    taskId: run.taskId,
    runId: run.id,
  });
  if (sent.result === 'unknown')
    throw new Problem(
      'connection_failed',
      `The confirmation was sent, its answer was lost, and NexusAI cannot be asked whether it arrived: ${sent.detail}`,
      { remedy: 'Look at the run in a minute: it goes on by itself when the confirmation has arrived.' },
    );
  return { result: sent.result, step: step.name, account: there.account };
}

/** The step that is meant; null when nothing waits any more. */
function chosen(runId: string, there: Confirmation, wanted: string | null): WaitingStep | null {
  const { steps } = there;
  if (wanted !== null) return steps.find((step) => step.id === wanted) ?? null;
  const mine = steps.filter((step) => step.mine);
  if (mine.length > 1)
    throw new Problem('invalid_input', `Run ${runId} waits at ${String(mine.length)} steps.`, {
      remedy: `Name one: ${mine.map((step) => `${step.id} (${step.name})`).join(', ')}.`,
    });
  return mine[0] ?? steps[0] ?? null;
}

function refuseOthers(runId: string, there: Confirmation, step: WaitingStep): void {
  if (step.mine) return;
  const nobody = step.people.length === 0;
  const people = step.people.join(', ');
  throw new Problem(
    'refused',
    nobody
      ? `Nobody is asked to confirm step ${step.name} of run ${runId}.`
      : `Step ${step.name} of run ${runId} is to be confirmed by ${people}, not by ${there.account}, the account of connection ${there.connection}.`,
    {
      remedy: nobody
        ? `Name a person for the step in the task, or confirm it in NexusAI (${there.url}, run ${String(there.outsideRun)}).`
        : `${people} can confirm it in NexusAI (${there.url}, run ${String(there.outsideRun)}).`,
    },
  );
}

function refuseEmpty(step: WaitingStep, values: JsonObject | null): void {
  const empty = step.missing.filter((name) => (values?.[name] ?? '') === '');
  if (empty.length === 0) return;
  throw new Problem('invalid_input', `Step ${step.name} needs values that are empty: ${empty.join(', ')}.`, {
    remedy: 'Fill them in and confirm again.',
    issues: empty.map((name) => ({ path: `values.${name}`, message: 'a value' })),
  });
}
