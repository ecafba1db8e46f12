import { InvalidArgumentError } from 'commander';
import { pollIntervalRange } from '../contract/settings';

/** A row's key. */
export const parseId = (text: string): string => {
  if (/^[1-9]\d{0,18}$/.test(text)) return text;
  throw new InvalidArgumentError('An id is a positive whole number.');
};

export const parseIds = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  parseId(text),
];

/** A whole number within bounds, both allowed. */
export const wholeNumber =
  (lowest: number, highest: number, unit = '') =>
  (text: string): number => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (number >= lowest && number <= highest) return number;
    throw new InvalidArgumentError(`Allowed: a whole number from ${lowest} to ${highest}${unit}.`);
  };

/** Seconds between polls. */
export const parseInterval = wholeNumber(
  pollIntervalRange.min / 1000,
  pollIntervalRange.max / 1000,
  ' (seconds)',
);

/** An instant (`2026-11-24T14:00:00Z`) or how long from now (`15m`, `2h`, `3d`), as an ISO instant. */
export const parseUntil = (text: string): string => {
  const span = /^(\d{1,6})([smhd])$/.exec(text);
  const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[span?.[2] ?? ''];
  const at = unitMs === undefined ? Date.parse(text) : Date.now() + Number(span?.[1]) * unitMs;
  const isInstant = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(text);
  if ((unitMs !== undefined || isInstant) && Number.isFinite(at)) return new Date(at).toISOString();
  throw new InvalidArgumentError(
    'Give an instant such as 2026-11-24T14:00:00Z, or a span such as 15m, 2h, 3d.',
  );
};
