import { inspect } from 'node:util';
import { visibleText } from '../contract/visible-text';

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** What a line is about; `scope` becomes the bracket, everything else `name=value`. */
export type LogFields = Readonly<Record<string, unknown>>;

const valueText = (value: unknown): string => {
  if (value instanceof Date) return value.toISOString();
  const text = typeof value === 'string' ? value : inspect(value, { depth: 4, breakLength: Infinity });
  return visibleText(/^[^\s"=]+$/.test(text) ? text : JSON.stringify(text));
};

/** Line ends inside a message would let it forge lines of its own, and escapes steer the terminal of who reads the log. */
const oneLine = (text: string): string => visibleText(text.replace(/\r?\n|\r/g, ' ⏎ '));

const faultText = (fault: unknown, depth = 0): string => {
  if (!(fault instanceof Error)) return `  ${oneLine(inspect(fault, { depth: 4 }))}`;
  const stack = fault.stack ?? `${fault.name}: ${fault.message}`;
  const lines = stack.split('\n').map((line) => `  ${visibleText(line)}`);
  const cause =
    fault.cause === undefined || depth > 4 ? '' : `\n  caused by\n${faultText(fault.cause, depth + 1)}`;
  return lines.join('\n') + cause;
};

/**
 * One entry of the log: `2026-11-24T14:05:03.123Z INFO  [executor] run=12 task=3 message`, then the stack of a fault,
 * indented. The instant is UTC.
 */
export const logLine = (
  at: Date,
  level: LogLevel,
  message: string,
  fields: LogFields,
  fault: unknown,
): string => {
  const { scope, ...rest } = fields;
  const parts = [at.toISOString(), level.toUpperCase().padEnd(5)];
  if (typeof scope === 'string') parts.push(`[${scope}]`);
  for (const [name, value] of Object.entries(rest)) {
    if (value !== undefined && value !== null) parts.push(`${name}=${valueText(value)}`);
  }
  parts.push(oneLine(message));
  return parts.join(' ') + (fault === undefined ? '' : `\n${faultText(fault)}`);
};
