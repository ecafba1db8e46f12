/** State of a node row as stored: 2 executing, 3 done, 4 failed. */
export type NodeStatus = 2 | 3 | 4;
export type NodeType = 'start' | 'human' | 'llm' | 'end';

/** What a run looks like between two moves of the runner. */
export interface Stage {
  /** As stored: 1 queued or between levels, 2 executing, 3 success, 4 failed. */
  readonly status: 1 | 2 | 3 | 4;
  readonly confirm: 0 | 1;
  readonly nodes: Readonly<Partial<Record<NodeType, NodeStatus>>>;
  /** The run stays here until a person confirms, or retries the failed node; `for ever` is a run that hangs. */
  readonly hold?: 'person' | 'retry' | 'for ever';
  readonly error?: string;
  /** The error stands on the node only, as after a parallel node has finished later. */
  readonly errorOnNodeOnly?: boolean;
}

const queued: Stage = { status: 1, confirm: 0, nodes: {} };
const starting: Stage = { status: 2, confirm: 0, nodes: { start: 2 } };
const ending: Stage = { status: 2, confirm: 0, nodes: { start: 3, end: 2 } };
const succeeded: Stage = { status: 3, confirm: 0, nodes: { start: 3, end: 3 } };
const failed: Stage = {
  status: 4,
  confirm: 1,
  nodes: { start: 3, end: 4 },
  hold: 'retry',
  error: 'The end node failed: division by zero',
};
const waiting: Stage = { status: 1, confirm: 1, nodes: { start: 3, human: 2 }, hold: 'person' };
/** A step that has produced something and waits for somebody to look at it. */
const reviewed: Stage = { status: 1, confirm: 1, nodes: { start: 3, llm: 3 }, hold: 'person' };
const afterReview: Stage = { status: 2, confirm: 0, nodes: { start: 3, llm: 3, end: 2 } };
const reviewDone: Stage = { status: 3, confirm: 0, nodes: { start: 3, llm: 3, end: 3 } };
const afterHuman: Stage = { status: 2, confirm: 0, nodes: { start: 3, human: 3, end: 2 } };
const humanDone: Stage = { status: 3, confirm: 0, nodes: { start: 3, human: 3, end: 3 } };

/** How a workflow behaves; `afterPerson` is what follows a confirmation or a retry. */
export interface RunScript {
  readonly stages: readonly Stage[];
  readonly afterPerson?: readonly Stage[];
}

/** The behaviours tests can give a workflow. The sequences are those seen on a real server. */
export const SCRIPTS = {
  /** Hands its inputs back. */
  echo: { stages: [queued, starting, ending, succeeded] },
  /** Fails; a retry fails again. */
  fail: { stages: [queued, starting, ending, failed], afterPerson: [ending, failed] },
  /** Fails with the reason on the node only. */
  fail_silently: {
    stages: [queued, starting, ending, { ...failed, errorOnNodeOnly: true }],
    afterPerson: [ending, failed],
  },
  /** Fails for a broken graph: nobody can retry it. */
  fail_structure: {
    stages: [
      queued,
      starting,
      {
        status: 4,
        confirm: 0,
        nodes: { start: 3 },
        error: 'No edges found for run:0 level:1',
        hold: 'for ever',
      },
    ],
  },
  /** Waits for a person, then succeeds. */
  human: { stages: [queued, starting, waiting], afterPerson: [afterHuman, humanDone] },
  /** A step's output waits for a person, then it succeeds. */
  review: { stages: [queued, starting, reviewed], afterPerson: [afterReview, reviewDone] },
  /** Fails; after a retry it succeeds. */
  restart: { stages: [queued, starting, ending, failed], afterPerson: [ending, succeeded] },
  /** Succeeds after many looks. */
  slow: {
    stages: [
      queued,
      ...Array.from({ length: 8 }, () => starting),
      ...Array.from({ length: 8 }, () => ending),
      succeeded,
    ],
  },
  /** Never gets beyond its first node. */
  hang: { stages: [queued, { ...starting, hold: 'for ever' }] },
  /** Is never picked up. */
  never_picked_up: { stages: [{ ...queued, hold: 'for ever' }] },
} as const satisfies Record<string, RunScript>;

export type ScriptName = keyof typeof SCRIPTS;
