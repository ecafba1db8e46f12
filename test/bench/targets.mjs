// What the executor promises, each as a comparison of cases within one round. `of` names the cases; `value` answers with a
// number that is to be `atLeast` or `atMost` the target. A ratio of rates is (ours / theirs).

const ratio = (ours, theirs) => (results) => results[ours].rate / results[theirs].rate;

/** Their start is within what is measured, so ours is counted too. */
const withStart = (ours, theirs) => (results) => results[ours].startedRate / results[theirs].rate;

/** @type {readonly {id: string, what: string, of: string[], value: (results: any) => number, atLeast?: number, atMost?: number, digits?: number}[]} */
export const targets = [
  {
    id: 'T1',
    what: 'batched drain of 10,000 / graphile-worker as it comes, 10 at a time',
    of: ['drain', 'graphile'],
    value: withStart('drain', 'graphile'),
    atLeast: 7,
  },
  {
    id: 'T2',
    what: 'batched drain, with its history / graphile-worker tuned, without one',
    of: ['drain', 'graphile tuned'],
    value: withStart('drain', 'graphile tuned'),
    atLeast: 0.8,
  },
  {
    id: 'T3',
    what: 'batched drain / Agenda on PostgreSQL, 10 at a time',
    of: ['drain', 'agenda'],
    value: ratio('drain', 'agenda'),
    atLeast: 30,
  },
  {
    id: 'T3',
    what: 'batched drain / pg-boss 12 in batches of 200, both on the Node 22 it needs',
    of: ['drain, Node 22', 'pg-boss'],
    value: ratio('drain, Node 22', 'pg-boss'),
    atLeast: 0.9,
  },
  {
    id: 'T4',
    what: 'batches of 200 on 4 connections / pgbench, same statements',
    of: ['batches', 'pgbench batches'],
    value: ratio('batches', 'pgbench batches'),
    atLeast: 0.65,
  },
  {
    id: 'T4',
    what: 'one by one on 10 connections / pgbench, same statements',
    of: ['singles', 'pgbench singles'],
    value: ratio('singles', 'pgbench singles'),
    atLeast: 0.6,
  },
  {
    id: 'T5',
    what: 'batches of 200 on 4 connections / one by one on 10',
    of: ['batches', 'singles'],
    value: ratio('batches', 'singles'),
    atLeast: 6,
  },
  {
    id: 'T6',
    what: 'one by one on 10 connections / graphile-worker as it comes, 10 at a time',
    of: ['singles', 'graphile'],
    value: ratio('singles', 'graphile'),
    atLeast: 0.9,
  },
  {
    id: 'T7',
    what: 'batched drain / one task a second with a sleep, as NexusAI does it',
    of: ['drain', 'one by one'],
    value: ratio('drain', 'one by one'),
    atLeast: 10_000,
    digits: 0,
  },
  {
    id: 'T8',
    what: '100 slots, runs of 20 ms: share of the ideal',
    of: ['busy'],
    value: (results) => results.busy.rate / 5000,
    atLeast: 0.9,
  },
  {
    id: 'T8',
    what: '100 slots, runs of 20 ms / graphile-worker tuned',
    of: ['busy', 'graphile busy'],
    value: withStart('busy', 'graphile busy'),
    atLeast: 1,
  },
  {
    id: 'T9',
    what: "due to started, median: graphile-worker's / ours",
    of: ['delays', 'graphile delays'],
    value: (results) => results['graphile delays'].p50 / results.delays.p50,
    atLeast: 100,
    digits: 0,
  },
  {
    id: 'T9',
    what: "due to started, 99 of 100: graphile-worker's / ours",
    of: ['delays', 'graphile delays'],
    value: (results) => results['graphile delays'].p99 / results.delays.p99,
    atLeast: 40,
    digits: 0,
  },
  {
    id: 'T9',
    what: 'idle daemon with 5,000 tasks: % of a core',
    of: ['idle'],
    value: (results) => results.idle.nodePercent,
    atMost: 0.5,
  },
  {
    id: 'T9',
    what: 'idle daemon, its share of the server included / a poll each second',
    of: ['idle', 'idle poll'],
    value: (results) =>
      (results.idle.nodePercent + results.idle.serverPercent) /
      (results['idle poll'].nodePercent + results['idle poll'].serverPercent),
    atMost: 1,
  },
  {
    id: 'T9',
    what: 'idle daemon with 5,000 tasks: MB resident, without the server',
    of: ['idle'],
    value: (results) => results.idle.rss,
    atMost: 120,
    digits: 0,
  },
  {
    id: 'T10',
    what: 'due query, nothing due: time at the largest / smallest table',
    of: ['due query'],
    value: (results) => dueTimes(results, 'due', 0),
    atMost: 1.5,
  },
  {
    id: 'T10',
    what: 'due query, 10 due: time at the largest / smallest table',
    of: ['due query'],
    value: (results) => dueTimes(results, 'due', 10),
    atMost: 1.5,
  },
  {
    id: 'T10',
    what: 'due query at the largest table, 10 due: buffers (5 + 2 a row)',
    of: ['due query'],
    value: (results) => largest(results, 'due', 10).buffers,
    atMost: 25,
    digits: 0,
  },
  {
    id: 'T10',
    what: 'whole claim with policies and open runs, 10 due: time at the largest / smallest table',
    of: ['due query'],
    value: (results) => dueTimes(results, 'claim', 10),
    atMost: 1.5,
  },
  {
    id: 'T11',
    what: "due query's buffers after 200,000 runs / before, own vacuum settings",
    of: ['vacuum'],
    value: (results) => results.vacuum.rested / results.vacuum.before,
    atMost: 2,
  },
  {
    id: 'T12',
    what: "executor's transactions that stay open during runs of 5 s",
    of: ['open transaction'],
    value: (results) => results['open transaction'].open,
    atMost: 0,
    digits: 0,
  },
  {
    id: 'T13',
    what: 'claim and settle through Sequelize / the same loop over the bare driver, batches of 200',
    of: ['batches', 'plain batches'],
    value: ratio('batches', 'plain batches'),
    atLeast: 0.75,
  },
  {
    id: 'T14',
    what: "next run / croner's kept instance, the least of three shapes",
    of: ['next run'],
    value: (results) => Math.min(...results['next run'].found.map(({ ours, croner }) => ours / croner)),
    atLeast: 3,
    digits: 0,
  },
  {
    id: 'T14',
    what: "a rule's next run three years after its start / a day after, the most of three shapes",
    of: ['next run'],
    value: (results) => Math.max(...results['next run'].found.map(({ anchor }) => anchor)),
    atMost: 1.2,
  },
  {
    id: 'T14',
    what: '100,000 next runs: seconds',
    of: ['next run'],
    value: (results) => results['next run'].secondsFor100000,
    atMost: 2,
  },
  {
    id: 'T15',
    what: 'copies of moment-timezone among the installed packages',
    of: ['libraries'],
    value: (results) => results.libraries.copies,
    atMost: 1,
    digits: 0,
  },
  {
    id: 'T15',
    what: 'idle daemon / bare Node: memory resident',
    of: ['idle', 'libraries'],
    value: (results) => results.idle.rss / results.libraries.bareRss,
    atMost: 2.1,
  },
  {
    id: 'T16',
    what: '3 processes, one killed: tasks lost or run twice, of 10,000',
    of: ['crash'],
    value: ({ crash }) =>
      crash.jobs -
      crash.once +
      (crash.runs - crash.once) +
      crash.open +
      (crash.runs - crash.succeeded - crash.abandoned),
    atMost: 0,
    digits: 0,
  },
  {
    id: 'O1',
    what: 'window, 10,000 tasks and 1,000,000 runs: first paint (ms)',
    of: ['window'],
    value: ({ window }) => window.firstPaint,
    atMost: 500,
    digits: 0,
  },
  {
    id: 'O1',
    what: 'the application’s own window, 5,000 tasks and 1,000,000 runs: made to first paint (ms)',
    of: ['desktop window'],
    value: (results) => results['desktop window'].firstPaint,
    atMost: 500,
    digits: 0,
  },
  {
    id: 'O1',
    what: '… made anew: to first paint (ms)',
    of: ['desktop window'],
    value: (results) => results['desktop window'].paint,
    atMost: 500,
    digits: 0,
  },
  {
    id: 'O1',
    what: '… Overview answered (ms)',
    of: ['window'],
    value: ({ window }) => window.overview,
    atMost: 1000,
    digits: 0,
  },
  {
    id: 'K1',
    what: '… Tasks: first rows (ms)',
    of: ['window'],
    value: ({ window }) => window.tasks,
    atMost: 400,
    digits: 0,
  },
  {
    id: 'K1',
    what: '… Tasks: 95th of 100 frames while scrolling (ms)',
    of: ['window'],
    value: ({ window }) => window.tasksFrame,
    atMost: 50,
    digits: 0,
  },
  {
    id: 'R1',
    what: '… Runs: a filter answers (ms)',
    of: ['window'],
    value: ({ window }) => window.filter,
    atMost: 500,
    digits: 0,
  },
  {
    id: 'R1',
    what: '… Runs: the slowest filter (ms)',
    of: ['window'],
    value: ({ window }) => window.filterWorst,
    atMost: 500,
    digits: 0,
  },
  {
    id: 'R1',
    what: '… Runs: 95th of 100 frames while scrolling (ms)',
    of: ['window'],
    value: ({ window }) => window.runsFrame,
    atMost: 50,
    digits: 0,
  },
  {
    id: 'L1',
    what: '… a log of 200,000 lines: text (ms)',
    of: ['window'],
    value: ({ window }) => window.log,
    atMost: 500,
    digits: 0,
  },
  {
    id: 'L1',
    what: '… that log: 95th of 100 frames while scrolling (ms)',
    of: ['window'],
    value: ({ window }) => window.logFrame,
    atMost: 50,
    digits: 0,
  },
  {
    id: 'L1',
    what: '… that log: MB of the page',
    of: ['window'],
    value: ({ window }) => window.logMegabytes,
    atMost: 150,
    digits: 0,
  },
  {
    id: 'D1',
    what: '… a task: its run is shown after Run now (ms)',
    of: ['window'],
    value: ({ window }) => window.runNow,
    atMost: 200,
    digits: 0,
  },
  {
    id: 'E9',
    what: '… the editor: preview after a key (ms)',
    of: ['window'],
    value: ({ window }) => window.preview,
    atMost: 100,
    digits: 0,
  },
];

const find = (results, name, due, place) => {
  const of = results['due query'].found
    .filter((row) => row.name === name && row.due === due)
    .sort((a, b) => a.size - b.size);
  return place === 'smallest' ? of[0] : of.at(-1);
};
const largest = (results, name, due) => find(results, name, due, 'largest');
const dueTimes = (results, name, due) =>
  largest(results, name, due).ms / find(results, name, due, 'smallest').ms;
