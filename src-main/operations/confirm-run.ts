import type { Caller } from '../contract/api';
import type { Confirmation, ConfirmResult, WaitingStep } from '../contract/confirmation';
import { Problem } from '../contract/errors';
import type { JsonObject } from '../contract/primitives';
import { auditEntry } from './audit-diff';
import type { AuditRecords } from './audit-records';
import { confirmationTexts } from './confirmation-texts';
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
    throw new Problem('conflict', confirmationTexts.justConfirmed(holder), {
      remedy: confirmationTexts.lookInAMoment,
    });
  const sent = await confirmer.send(run.externalRef, step.id, wish.values).catch(async (error: unknown) => {
    await runs.releaseConfirmation(run.id, step.id);
    throw error;
  });
  if (sent.result === 'not_done') {
    await runs.releaseConfirmation(run.id, step.id);
    throw new Problem('connection_failed', confirmationTexts.stillWaits(sent.detail), {
      remedy: confirmationTexts.tryAgain,
    });
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
    throw new Problem('connection_failed', confirmationTexts.unknown(sent.detail), {
      remedy: confirmationTexts.lookInAMinute,
    });
  return { result: sent.result, step: step.name, account: there.account };
}

/** The step that is meant; null when nothing waits any more. */
function chosen(runId: string, there: Confirmation, wanted: string | null): WaitingStep | null {
  const { steps } = there;
  if (wanted !== null) return steps.find((step) => step.id === wanted) ?? null;
  const mine = steps.filter((step) => step.mine);
  if (mine.length > 1)
    throw new Problem('invalid_input', confirmationTexts.severalSteps(runId, mine.length), {
      remedy: confirmationTexts.nameOne(mine.map((step) => `${step.id} (${step.name})`).join(', ')),
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
      ? confirmationTexts.nobodyAsked(step.name, runId)
      : confirmationTexts.othersAsked(step.name, runId, people, there.account, there.connection),
    {
      remedy: nobody
        ? confirmationTexts.nameSomebody(there.url, String(there.outsideRun))
        : confirmationTexts.theyCan(people, there.url, String(there.outsideRun)),
    },
  );
}

function refuseEmpty(step: WaitingStep, values: JsonObject | null): void {
  const empty = step.missing.filter((name) => (values?.[name] ?? '') === '');
  if (empty.length === 0) return;
  throw new Problem('invalid_input', confirmationTexts.emptyValues(step.name, empty.join(', ')), {
    remedy: confirmationTexts.fillIn,
    issues: empty.map((name) => ({ path: `values.${name}`, message: confirmationTexts.aValue })),
  });
}
