import type { ExecutorStatus } from '../contract/status';
import { durationWords } from './instant-words';
import { visibleText } from '../contract/visible-text';
import type { SafeWriter } from './terminal';

const cut = (text: string, width: number): string =>
  text.length < width ? text : `${text.slice(0, width - 2)}…`;
const clear = '\r\u001B[2K';

/** The executor's state in one line, as of `nowMs`. */
export const statusWords = (status: ExecutorStatus, nowMs: number): string => {
  const { phase, database, lastPoll, nextDue, running, paused } = status;
  const age = (instant: string): string => durationWords(Math.max(0, nowMs - Date.parse(instant)));
  if (database.state === 'lost') return `Database lost ${age(database.since)} ago, trying again`;
  const parts = [paused === null ? (phase === 'running' ? 'Running' : phase) : 'Paused'];
  parts.push(
    running.length === 0 ? 'no run under way' : `${running.length} under way: ${running[0]?.taskName ?? ''}`,
  );
  if (status.queued > 0) parts.push(`${status.queued} queued`);
  if (nextDue !== null) {
    const ms = Date.parse(nextDue.at) - nowMs;
    parts.push(
      `next ${ms > 0 ? `in ${durationWords(Math.ceil(ms / 1000) * 1000)}` : 'now'}: ${nextDue.taskName}`,
    );
  }
  if (lastPoll !== null) parts.push(`looked ${age(lastPoll.at)} ago`);
  if (status.blocked.length > 0)
    parts.push(`held by somebody’s transaction: ${status.blocked[0]?.taskName ?? ''}`);
  if (status.attentionCount > 0) parts.push(`${status.attentionCount} need attention`);
  return parts.join(' · ');
};

/**
 * The last line of the terminal: what the executor is doing, kept up to date; other lines are printed above it. Without
 * a terminal there is no such line.
 */
export class StatusLine {
  #status: ExecutorStatus | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly writer: SafeWriter,
    private readonly live: boolean,
    private readonly columns: () => number,
  ) {}

  update(status: ExecutorStatus): void {
    this.#status = status;
    if (!this.live) return;
    this.#timer ??= setInterval(() => this.#draw(), 1_000);
    this.#draw();
  }

  /** Prints a line above the status. */
  print(line: string): void {
    const shown = visibleText(line);
    void this.writer.write(this.#timer === null ? `${shown}\n` : `${clear}${shown}\n`);
    if (this.#timer !== null) this.#draw();
  }

  /** Makes room on the terminal for a line that goes to another stream. */
  aside(show: () => void): void {
    if (this.#timer !== null) void this.writer.write(clear);
    show();
    if (this.#timer !== null) this.#draw();
  }

  close(): void {
    if (this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
    void this.writer.write(clear);
  }

  #draw(): void {
    if (this.#status === null) return;
    void this.writer.write(
      `${clear}${cut(visibleText(statusWords(this.#status, Date.now())), this.columns())}`,
    );
  }
}
