import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { eventually } from './eventually';

/** What a process has said so far on both its outputs; kept for failure messages and for waiting. */
export class CapturedOutput {
  private readonly changes = new EventEmitter();
  private said = '';

  constructor(child: ChildProcess) {
    this.changes.setMaxListeners(0);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.said += chunk.toString('utf8');
        this.changes.emit('change');
      });
    }
  }

  text(): string {
    return this.said;
  }

  /** Waits until the output matches; resolves to the match. */
  async waitFor(pattern: RegExp): Promise<RegExpMatchArray> {
    const text = await eventually({
      what: `output like ${pattern.source}`,
      changes: this.changes,
      look: () => this.said,
      until: (said) => pattern.test(said),
    });
    const match = text.match(pattern);
    if (match === null) throw new Error(`Output no longer matches ${pattern.source}`);
    return match;
  }
}
