// Shared by every case, ours and the peers': its options, the clock and processor time around the measured part, and the
// one line of JSON it answers with.
import { readFileSync, readdirSync } from 'node:fs';

/** What build/bench.mjs tells a case: where the server is and, to charge processor time, its first process. */
export const benchServer = () => ({
  url: process.env.BENCH_SERVER_URL ?? '',
  pid: Number(process.env.BENCH_SERVER_PID ?? 0),
});

/** The server's URL with another database in it. @param {string} database */
export const urlOf = (database) => {
  const url = new URL(benchServer().url);
  url.pathname = `/${database}`;
  return url.toString();
};

/** The case's options; what it is not told is in `defaults`. @template T @param {T} defaults @returns {T} */
export const caseOptions = (defaults) => ({ ...defaults, ...JSON.parse(process.argv[2] ?? '{}') });

/** Kernel clock ticks a second: 100 on every Linux that Node runs on. */
const ticks = 100;

/** @param {number | string} pid */
const processTimes = (pid) => {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, parent = 0] = fields;
  const seconds = (/** @type {number} */ at) => ((fields[at] ?? 0) + (fields[at + 1] ?? 0)) / ticks;
  return { parent, own: seconds(11), reaped: seconds(13) };
};

/** Seconds of processor time of all the server's processes so far; NaN where the system does not say. */
const serverSeconds = () => {
  const { pid } = benchServer();
  if (process.platform !== 'linux' || pid === 0) return Number.NaN;
  const first = processTimes(pid);
  let sum = first.own + first.reaped;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const times = processTimes(name);
      if (times.parent === pid) sum += times.own;
    } catch {
      // gone meanwhile
    }
  }
  return sum;
};

/** Starts measuring; the function it returns stops and says seconds, processor seconds (node, server) and MB in use at most. */
export const startMeter = () => {
  const from = performance.now();
  const cpu = process.cpuUsage();
  const server = serverSeconds();
  const megabytes = () => process.memoryUsage().rss / 1_048_576;
  let peak = megabytes();
  const timer = setInterval(() => {
    peak = Math.max(peak, megabytes());
  }, 100);
  timer.unref();
  return () => {
    clearInterval(timer);
    const { user, system } = process.cpuUsage(cpu);
    return {
      seconds: (performance.now() - from) / 1000,
      node: (user + system) / 1e6,
      server: serverSeconds() - server,
      rss: Math.max(peak, megabytes()),
    };
  };
};

/** Answers with a rate. @param {number} jobs @param {ReturnType<ReturnType<typeof startMeter>>} used @param {object} [more] */
export const reportRate = (jobs, used, more = {}) =>
  report({
    rate: jobs / used.seconds,
    nodeUs: (used.node / jobs) * 1e6,
    serverUs: (used.server / jobs) * 1e6,
    rss: used.rss,
    ...more,
  });

/** Answers with waiting times in milliseconds. @param {number[]} delays @param {ReturnType<ReturnType<typeof startMeter>>} used */
export const reportDelays = (delays, used) =>
  report({
    p50: quantile(delays, 0.5),
    p99: quantile(delays, 0.99),
    max: Math.max(...delays),
    nodePercent: (used.node / used.seconds) * 100,
    serverPercent: (used.server / used.seconds) * 100,
  });

/** @param {object} answer */
export const report = (answer) => console.log(JSON.stringify(answer));

/** @param {readonly number[]} values @param {number} q from 0 to 1 */
export const quantile = (values, q) => {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
};

/** @param {number} ms @returns {Promise<void>} */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks every 10 ms until the answer is yes. @param {() => boolean | Promise<boolean>} holds @param {number} [limitMs] */
export const until = async (holds, limitMs = 180_000) => {
  const end = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`The case did not come to its end within ${limitMs} ms.`);
    await pause(10);
  }
};

/** `count` instants spread evenly over `seconds`, in no order, beginning `leadMs` from now. @param {number} count @param {number} seconds @param {number} [leadMs] */
export const spreadInstants = (count, seconds, leadMs = 2_500) => {
  const from = Date.now() + leadMs;
  return Array.from(
    { length: count },
    (_, i) => new Date(from + Math.floor((((i * 7919) % count) / count) * seconds * 1000)),
  );
};
