import { Cron } from 'croner';
import type { Rule } from '../../../src-main/contract/rule';
import { compileRule } from '../../../src-main/recurrence/compile-rule';
import { next } from '../../../src-main/recurrence/occurrences';
import { caseOptions, report } from '../report-case.mjs';

const dayMs = 86_400_000;
const base: Rule = {
  timeZone: 'America/New_York',
  startTime: '2023-01-02T09:00:00',
  endTime: null,
  repeatType: 'minute',
  repeatInterval: 1,
  repeatDays: null,
  repeatDayOfMonth: null,
  repeatMonth: null,
  repeatDayOfYear: null,
  maxExecutions: 0,
  monthEnd: 'last_day',
  basis: 'fixed',
};
const shapes: readonly { readonly rule: Partial<Rule>; readonly cron: string }[] = [
  { rule: { repeatType: 'minute', repeatInterval: 5 }, cron: '*/5 * * * *' },
  { rule: { repeatType: 'month', repeatDayOfMonth: 31 }, cron: '0 9 L * *' },
  { rule: { repeatType: 'week', repeatDays: [1, 3, 5] }, cron: '0 9 * * 1,3,5' },
];

/** Calls a second of `ask`, over moments spread through 400 days, for about `ms`. */
const speed = (ask: (atMs: number) => unknown, ms: number): number => {
  const from = Date.now();
  const moments = Array.from({ length: 400 }, (_, i) => from + i * dayMs + i * 977_000);
  for (const at of moments) ask(at);
  const started = performance.now();
  let calls = 0;
  while (performance.now() - started < ms) {
    for (const at of moments) ask(at);
    calls += moments.length;
  }
  return (calls / (performance.now() - started)) * 1000;
};

const localText = (ms: number): string => new Date(ms).toISOString().slice(0, 19);

/** Next-run calculations: ours against croner's kept instance, and a rule three years old against one of yesterday. */
const main = (): void => {
  const options = caseOptions({ ms: 100, turns: 6 });
  const found = shapes.map(({ rule, cron }) => {
    const old = compileRule({
      ...base,
      ...rule,
      startTime: `${localText(Date.now() - 1096 * dayMs).slice(0, 10)}T09:00:00`,
    });
    const young = compileRule({
      ...base,
      ...rule,
      startTime: `${localText(Date.now() - dayMs).slice(0, 10)}T09:00:00`,
    });
    const kept = new Cron(cron, { timezone: base.timeZone, paused: true });
    for (let i = 0; i < 400; i++) {
      const at = Date.now() + i * dayMs;
      const ours = next(old, at);
      const theirs = kept.nextRun(new Date(at))?.getTime();
      if (ours !== theirs) throw new Error(`${cron} after ${at}: ours ${ours}, croner ${theirs}`);
    }
    // In turns, and the best of each: the engine's compiler and the neighbours on this machine disturb one turn, not all.
    const best = { ours: 0, ofYesterday: 0, croner: 0 };
    for (let turn = 0; turn < options.turns; turn++) {
      best.ours = Math.max(
        best.ours,
        speed((at) => next(old, at), options.ms),
      );
      best.ofYesterday = Math.max(
        best.ofYesterday,
        speed((at) => next(young, at), options.ms),
      );
      best.croner = Math.max(
        best.croner,
        speed((at) => kept.nextRun(new Date(at)), options.ms),
      );
    }
    const { ours, ofYesterday, croner } = best;
    return { cron, ours, croner, anchor: ofYesterday / ours };
  });
  const rules = shapes.map(({ rule }) => compileRule({ ...base, ...rule }));
  const started = performance.now();
  let at = Date.now();
  for (let i = 0; i < 100_000; i++) {
    const rule = rules[i % rules.length];
    if (rule === undefined) break;
    at = Math.min(next(rule, at) ?? at, Date.now() + 3650 * dayMs);
    if (i % 1000 === 0) at = Date.now();
  }
  report({ found, secondsFor100000: (performance.now() - started) / 1000 });
};

main();
