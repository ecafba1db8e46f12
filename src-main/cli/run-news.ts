import type { Client, EventPayload } from '../contract/api';
import { instantWords } from './instant-words';
import { runWords } from './run-views';

const mostAtOnce = 5;
const remembered = 1_000;

/** Tells each run's end once, for whoever watches; many at once are only counted. */
export class RunNews {
  readonly #told = new Set<string>();

  constructor(
    private readonly client: Client,
    private readonly tell: (line: string) => void,
  ) {}

  async changed({ ids }: EventPayload<'runs.changed'>): Promise<void> {
    const fresh = (ids ?? []).filter((id) => !this.#told.has(id));
    if (fresh.length > mostAtOnce) {
      this.tell(`${instantWords(new Date().toISOString())}  ${fresh.length} runs changed.`);
      return;
    }
    for (const id of fresh) {
      const run = await this.client.runs.get({ id }).catch(() => null);
      if (run === null || run.state !== 'ended' || this.#told.has(id)) continue;
      this.#remember(id);
      this.tell(`${instantWords(run.finishedAt)}  ${runWords(run)}`);
    }
  }

  #remember(id: string): void {
    this.#told.add(id);
    const [oldest] = this.#told;
    if (this.#told.size > remembered && oldest !== undefined) this.#told.delete(oldest);
  }
}
