import type { NodeType, Stage } from './run-script';
import type { NodeRow, Run, World } from './world';

/** Moves runs from stage to stage as the runner and persons do. */
export class RunLife {
  constructor(private readonly world: World) {}

  /** One move of the runner; nothing happens while the run waits, is paused or has ended. */
  advance(run: Run): void {
    const [present, next] = run.stages;
    if (run.paused === 1 || present?.hold !== undefined || next === undefined) return;
    run.stages = run.stages.slice(1);
    this.enter(run, next);
  }

  /** Moves until the run waits for somebody or has ended. */
  finish(run: Run): void {
    while (run.paused === 0 && run.stages[0]?.hold === undefined && run.stages.length > 1) this.advance(run);
  }

  /** Somebody looked at the run; after enough looks it moves on. */
  look(run: Run): void {
    const { looksPerStage } = run.workflow;
    if (looksPerStage === null) return;
    run.looks += 1;
    if (run.looks % looksPerStage === 0) this.advance(run);
  }

  /** The present stage lets go: a person has confirmed, or retries the failed node. */
  proceed(run: Run): void {
    if (run.stages[0]?.hold === 'retry') {
      // The failed row is replaced by a new one; the old one is never shown again.
      run.nodes = run.nodes.filter((node) => node.status !== 4);
    }
    // What was looked at is replaced by a copy, too.
    run.nodes = run.nodes.filter((node) => node.type !== 'llm' || node.needHumanConfirm === 0);
    const [next, ...rest] = run.workflow.script.afterPerson ?? [];
    if (next === undefined) return;
    run.stages = [next, ...rest];
    run.error = null;
    this.enter(run, { ...next, status: 1 });
  }

  private enter(run: Run, stage: Stage): void {
    const poisoned = run.poisoned && stage.status === 3;
    run.status = poisoned ? 4 : stage.status;
    run.needHumanConfirm = poisoned ? 1 : stage.confirm;
    const error = poisoned ? 'Expecting value: line 1 column 1 (char 0)' : (stage.error ?? null);
    run.error = stage.errorOnNodeOnly === true ? null : error;
    for (const type of ['start', 'human', 'llm', 'end'] as const) {
      const status = stage.nodes[type];
      if (status === undefined) continue;
      const row = this.row(run, type);
      row.status = poisoned && type === 'end' ? 4 : status;
      const asks = stage.hold === 'person' && (type === 'human' || type === 'llm');
      row.needHumanConfirm = asks || row.status === 4 ? 1 : 0;
      row.error = row.status === 4 ? error : null;
      row.finishedAt = row.status === 2 ? null : (row.finishedAt ?? this.world.now());
    }
    run.finishedAt = run.status >= 3 ? this.world.now() : null;
  }

  private row(run: Run, type: NodeType): NodeRow {
    const present = run.nodes.find((node) => node.type === type);
    if (present !== undefined) return present;
    const row: NodeRow = {
      id: this.world.nextId('node'),
      type,
      status: 2,
      needHumanConfirm: 0,
      error: null,
      finishedAt: null,
    };
    run.nodes.push(row);
    return row;
  }
}
