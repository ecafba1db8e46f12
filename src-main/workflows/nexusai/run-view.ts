import type { Json, JsonObject } from '../../contract/primitives';
import type { StoredProgress, RunStep } from '../../contract/run';
import { verbatim, type Text } from '../../contract/text';
import { cutText, storableText } from '../cut-text';
import { keptJson } from '../kept-json';
import { progressWords } from '../progress-words';
import { nexusTexts } from './nexus-texts';
import { outsideStatus, type NodeRow, type RunLog } from './nexus-answers';

/** Where a run on the server stands. `restartable`: a person may still retry the failed node. */
export type RunPhase =
  | { readonly kind: 'queued' }
  | { readonly kind: 'running'; readonly paused: boolean }
  | { readonly kind: 'waiting'; readonly step: string; readonly people: readonly string[] }
  | { readonly kind: 'succeeded'; readonly result: JsonObject }
  | {
      readonly kind: 'failed';
      readonly error: Text;
      readonly step: string | null;
      readonly restartable: boolean;
      readonly result: JsonObject;
    };

/** One look at a run, in our words. */
export interface RunView {
  readonly phase: RunPhase;
  readonly steps: readonly RunStep[];
  readonly progress: StoredProgress | null;
  /** Changes whenever the run shows a sign of life. */
  readonly sign: string;
}

const longestError = 4_000;

const clean = (text: string): string => cutText(storableText(text), longestError);

/** A step's name, fit to be stored. */
export const nameOf = (node: NodeRow): string => clean(node.node_name ?? node.node_type ?? 'step');

const stepStatus = (node: NodeRow): RunStep['status'] => {
  if (node.status === 4) return 'failed';
  if (node.need_human_confirm === 1) return 'waiting';
  return node.status === 3 ? 'succeeded' : 'running';
};

const stepOf = (node: NodeRow): RunStep => ({
  id: String(node.id),
  name: nameOf(node),
  type: node.node_type ?? '',
  status: stepStatus(node),
  // The server's times carry no zone; a guess would be worse than none.
  startedAt: null,
  elapsedMs:
    typeof node.elapsed_time === 'number' && node.elapsed_time >= 0
      ? Math.round(node.elapsed_time * 1000)
      : null,
  error: node.error ? clean(node.error) : null,
});

const newest = (nodes: readonly NodeRow[]): NodeRow | null =>
  nodes.reduce<NodeRow | null>((last, node) => (last === null || node.id > last.id ? node : last), null);

/** The steps that wait for a person; a failed one, which a person may retry, is none of them. */
export const waitingNodes = ({ app_run_data: [run], list }: RunLog): readonly NodeRow[] =>
  run?.status === outsideStatus.running && run.need_human_confirm === 1
    ? list.filter((node) => node.need_human_confirm === 1 && node.status !== 4)
    : [];

/** Whom a step asks, by name. */
export const peopleOf = (node: NodeRow): readonly string[] => [
  ...new Set(
    node.human_confirm_info.map((person) => clean(person.nickname ?? `user ${person.user_id ?? '?'}`)),
  ),
];

/** Reads what `workspace_workflow_log_info` answered. Before the first node exists both lists are empty: queued. */
export const viewOf = (log: RunLog): RunView => {
  const [run] = log.app_run_data;
  const steps = log.list.map(stepOf);
  if (run === undefined) return { phase: { kind: 'queued' }, steps, progress: null, sign: 'queued' };
  const percent =
    run.total_steps > 0 ? Math.min(100, Math.round((run.completed_steps * 100) / run.total_steps)) : null;
  const going = newest(log.list.filter((node) => node.status === 2));
  const sign = JSON.stringify([
    run.status,
    run.completed_steps,
    run.need_human_confirm,
    run.paused,
    log.list.map((node) => [node.id, node.status]),
  ]);
  const result: JsonObject = {
    elapsed_seconds: run.elapsed_time,
    steps: { completed: run.completed_steps, total: run.total_steps },
    tokens: {
      prompt: run.prompt_tokens,
      completion: run.completion_tokens,
      total: run.total_tokens,
      embedding: run.embedding_tokens,
      reranking: run.reranking_tokens,
    },
  };
  const view = (phase: RunPhase, says: Text): RunView => ({
    phase,
    steps,
    progress: { percent: phase.kind === 'succeeded' ? 100 : percent, ...progressWords(says) },
    sign,
  });
  if (run.status === outsideStatus.succeeded) {
    const end = newest(log.list.filter((node) => node.node_type === 'end'));
    const files = end?.file_list ?? [];
    const outputs: Json = keptJson(end?.outputs ?? null);
    const kept = { outputs, ...result, ...(files.length === 0 ? {} : { files: keptJson(files, 32_768) }) };
    return view({ kind: 'succeeded', result: kept }, nexusTexts.done);
  }
  if (run.status === outsideStatus.failed) {
    // The run's own error may have been overwritten by a parallel node that finished later.
    const node = newest(log.list.filter((row) => row.status === 4));
    const told = run.error ?? node?.error ?? null;
    const error = told === null ? nexusTexts.failedSilently : verbatim(clean(told));
    const step = node === null ? null : nameOf(node);
    const restartable = run.need_human_confirm === 1;
    return view(
      { kind: 'failed', error, step, restartable, result },
      step === null ? nexusTexts.failed : nexusTexts.failedAt(step),
    );
  }
  if (run.need_human_confirm === 1) {
    const asking = waitingNodes(log);
    const step = asking.map(nameOf).join(', ') || 'confirmation';
    const people = [...new Set(asking.flatMap(peopleOf))];
    return view({ kind: 'waiting', step, people }, nexusTexts.waitingAt(step));
  }
  const paused = run.paused === 1;
  const still = going === null ? nexusTexts.betweenSteps : verbatim(nameOf(going));
  return view({ kind: 'running', paused }, paused ? nexusTexts.paused : still);
};
