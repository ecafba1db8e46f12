/** How long a pause may be asked to last. */
export const pauseSpans = ['open', 'minutes15', 'hour', 'tomorrow', 'week'] as const;
export type PauseSpan = (typeof pauseSpans)[number];

const minute = 60_000;

const endOf: Readonly<Record<PauseSpan, (now: Date) => Date | null>> = {
  open: () => null,
  minutes15: (now) => new Date(now.getTime() + 15 * minute),
  hour: (now) => new Date(now.getTime() + 60 * minute),
  tomorrow: (now) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 8),
  week: (now) => new Date(now.getTime() + 7 * 24 * 60 * minute),
};

/** The instant a pause that begins now ends, in ISO; null = until somebody resumes. Tomorrow is the reader's own. */
export const pauseEnd = (span: PauseSpan, now: Date): string | null =>
  endOf[span](now)?.toISOString() ?? null;
