import type { DueTask } from '../../executor/ledger';
import { directorySql } from './ledger-sql';
import { namesFrom, nobody, type Names } from './names';
import { textsOf, type Answer, type Statement } from './pipelined';

type Key = Pick<DueTask, 'userId' | 'appId' | 'workflowId'>;

/** Users, apps, workflows and targets of a batch; most tasks of a batch share them. */
export class Directory {
  readonly #places = new Map<string, number>();
  readonly #keys: Key[] = [];
  #names: readonly Names[] = [];

  add(task: Key): void {
    const key = keyOf(task);
    if (this.#places.has(key)) return;
    this.#places.set(key, this.#keys.length);
    this.#keys.push(task);
  }

  statement(): Statement | null {
    if (this.#keys.length === 0) return null;
    return {
      name: 'directory',
      text: directorySql,
      values: [
        this.#keys.map((key) => key.userId),
        this.#keys.map((key) => key.appId),
        this.#keys.map((key) => key.workflowId),
      ],
    };
  }

  read(answer: Answer | null | undefined): void {
    this.#names = textsOf(answer).map((row) => namesFrom(row, 0));
  }

  names(task: Key): Names {
    return this.#names[this.#places.get(keyOf(task)) ?? -1] ?? nobody;
  }
}

const keyOf = ({ userId, appId, workflowId }: Key): string => `${userId}|${appId}|${workflowId}`;
