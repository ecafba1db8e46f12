import { createHash } from 'node:crypto';
import type { NodeStatus, NodeType, RunScript } from './run-script';
import type { Variable } from './variable-object';

export interface User {
  readonly id: number;
  /** The team selected now; a login or a stale token may change it. */
  teamId: number;
  readonly teams: readonly number[];
  readonly nickname: string;
  readonly email: string;
  readonly phone: string;
  readonly passwordHash: string;
  readonly language: 'en' | 'zh';
  readonly role: 1 | 2;
  /** 1 normal, 2 disabled. */
  status: 1 | 2;
}

export interface Team {
  readonly id: number;
  readonly name: string;
  /** 1 regular, 2 Public Workspace. */
  readonly type: 1 | 2;
}

export interface App {
  readonly id: number;
  readonly teamId: number;
  readonly userId: number;
  readonly name: string;
  readonly isPublic: 0 | 1;
  publishStatus: 0 | 1;
  status: 1 | 2 | 3;
  executionTimes: number;
}

export interface Workflow {
  readonly id: number;
  readonly appId: number;
  readonly teamId: number;
  readonly userId: number;
  readonly publishStatus: 0 | 1;
  status: 1 | 2 | 3;
  /** The start node's definition. */
  readonly input: Variable;
  /** What a human step asks for. */
  readonly form: Variable;
  readonly script: RunScript;
  readonly needsPerson: boolean;
  /** Looks at log_info until the run moves on; null moves only by `advance`. */
  readonly looksPerStage: number | null;
  /** Length of an extra text output, in bytes. */
  readonly outputBytes: number;
}

export interface NodeRow {
  readonly id: number;
  readonly type: NodeType;
  status: NodeStatus;
  needHumanConfirm: 0 | 1;
  error: string | null;
  finishedAt: Date | null;
}

export interface Run {
  readonly id: number;
  readonly userId: number;
  readonly appId: number;
  readonly workflow: Workflow;
  readonly type: 1 | 2;
  readonly name: string;
  readonly inputs: Variable;
  readonly poisoned: boolean;
  readonly confirmUsers: Readonly<Record<string, readonly number[]>>;
  readonly createdAt: Date;
  finishedAt: Date | null;
  status: 1 | 2 | 3 | 4;
  needHumanConfirm: 0 | 1;
  paused: 0 | 1;
  error: string | null;
  nodes: NodeRow[];
  /** Stages still to come; the first is the present one. */
  stages: RunScript['stages'];
  looks: number;
}

/** A row of scheduled_tasks, in the API's own names. Anything may be put in, as by SQL. */
export type ScheduledTask = Record<string, unknown> & {
  readonly id: number;
  user_id: number;
  status: number;
};

/** NexusAI's way to store a password. */
export const passwordHash = (password: string, salt: string): string => {
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
  return md5(md5(password) + salt);
};

export const SALT = 'salt';

/** Everything the server knows. Tests add to it through the server's own methods. */
export class World {
  readonly users = new Map<number, User>();
  readonly teams = new Map<number, Team>();
  readonly apps = new Map<number, App>();
  readonly workflows = new Map<number, Workflow>();
  readonly runs = new Map<number, Run>();
  readonly tasks = new Map<number, ScheduledTask>();
  /** Ids of uploaded files. */
  readonly files = new Set<number>();
  private readonly last = new Map<string, number>();

  constructor(readonly now: () => Date) {}

  /** The next id of a table, from 1. */
  nextId(table: 'user' | 'team' | 'app' | 'workflow' | 'run' | 'node' | 'task'): number {
    const id = (this.last.get(table) ?? 0) + 1;
    this.last.set(table, id);
    return id;
  }

  /** The workflow a start would use: newest facts, no ordering beyond the id. */
  runnableWorkflow(appId: number, teamId: number, publishStatus: number): Workflow | undefined {
    const app = this.apps.get(appId);
    if (app?.status !== 1) return undefined;
    return [...this.workflows.values()].find(
      (workflow) =>
        workflow.appId === appId &&
        workflow.teamId === teamId &&
        workflow.publishStatus === publishStatus &&
        workflow.status === 1,
    );
  }
}

/** Times as the API writes them: ISO without a zone, whole seconds. */
export const apiTime = (at: Date | null): string | null =>
  at === null ? null : at.toISOString().slice(0, 19);
