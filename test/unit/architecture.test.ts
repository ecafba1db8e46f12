import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sourceModules, type SourceModule } from '../support/source-modules';

const modules = sourceModules('src-main', 'src-renderer');
const byPath = new Map(modules.map((module) => [module.path, module]));

/** `src-main/executor/pump.ts` -> `executor`, `src-main/cli.ts` -> `cli`, everything in src-renderer -> `renderer`. */
const roomOf = (path: string): string =>
  path.startsWith('src-renderer/') ? 'renderer' : (path.split('/')[1] ?? '').replace(/\.ts$/, '');

const sides = ['executor', 'operations', 'workflows', 'database', 'machine', 'ipc', 'desktop'];

/** What each room may import, besides itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  recurrence: ['contract'],
  ...Object.fromEntries(sides.map((room) => [room, ['contract', 'recurrence']])),
  // Rows are parsed by the shapes that the ports of operations/ declare.
  database: ['contract', 'recurrence', 'operations'],
  application: ['contract', 'recurrence', ...sides.filter((room) => room !== 'desktop')],
  cli: ['application', 'contract', 'recurrence', 'machine', 'ipc'],
  preload: ['contract', 'ipc'],
  main: ['application', 'contract', ...sides],
  renderer: ['contract', 'recurrence'],
};

/** Those that implement a port may name its types, of which nothing is left at run time. */
const portsOf: Readonly<Record<string, readonly string[]>> = {
  database: ['executor', 'workflows'],
  workflows: ['executor', 'operations'],
  machine: ['executor', 'operations', 'workflows'],
  ipc: ['operations'],
  desktop: ['application', 'operations', 'machine', 'ipc'],
};

const crossings = modules.flatMap((module) =>
  module.imports.flatMap(({ target, typeOnly }) =>
    target === null || !target.startsWith('src-') || roomOf(target) === roomOf(module.path)
      ? []
      : [{ from: module.path, to: target, rooms: [roomOf(module.path), roomOf(target)] as const, typeOnly }],
  ),
);

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const packagesOf = (module: SourceModule): readonly string[] =>
  module.imports.flatMap(({ specifier, target, typeOnly }) =>
    target === null && !typeOnly && !isBuiltin(specifier) ? [packageOf(specifier)] : [],
  );

const dependencies = z.record(z.string(), z.string());
const manifest = z
  .object({ dependencies, optionalDependencies: dependencies, devDependencies: dependencies })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** A way round from a module back to itself, along imports that exist at run time; null when there is none. */
const cycleFrom = (start: string): readonly string[] | null => {
  const seen = new Set<string>();
  const search = (path: string, way: readonly string[]): readonly string[] | null => {
    for (const { target, typeOnly } of byPath.get(path)?.imports ?? []) {
      if (target === null || typeOnly) continue;
      if (target === start) return [...way, target];
      if (seen.has(target)) continue;
      seen.add(target);
      const found = search(target, [...way, target]);
      if (found !== null) return found;
    }
    return null;
  };
  return search(start, [start]);
};

/** Everything a module needs at run time, itself included. */
const closure = (start: readonly string[]): ReadonlySet<string> => {
  const found = new Set<string>(start);
  for (const path of found) {
    for (const { target, typeOnly } of byPath.get(path)?.imports ?? [])
      if (target !== null && !typeOnly) found.add(target);
  }
  return found;
};

describe('the house', () => {
  it('is read at all', () => {
    expect(modules.length).toBeGreaterThan(50);
    expect(crossings.length).toBeGreaterThan(50);
  });

  it('has no room nobody knows', () => {
    expect(
      [...new Set(modules.map(({ path }) => roomOf(path)))].filter((room) => !(room in allowed)),
    ).toEqual([]);
  });

  it('lets imports point one way only', () => {
    const wrong = crossings.filter(({ rooms: [from, to], typeOnly }) => {
      if (allowed[from]?.includes(to) === true) return false;
      return !(portsOf[from]?.includes(to) === true && typeOnly);
    });
    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('has no cycle of imports', () => {
    const cycles = modules.flatMap(({ path }) => cycleFrom(path)?.join(' -> ') ?? []);
    expect(cycles).toEqual([]);
  });

  it('imports electron where the desktop is, and nowhere else', () => {
    const free = /^src-main\/(main\.ts|preload\.ts|desktop\/.*|ipc\/electron-transport\.ts)$/;
    const wrong = modules.filter(
      ({ path, imports }) =>
        !free.test(path) && imports.some(({ specifier }) => packageOf(specifier) === 'electron'),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('speaks SQL in the database room only', () => {
    const wrong = modules.filter(
      (module) =>
        roomOf(module.path) !== 'database' &&
        packagesOf(module).some((name) => ['sequelize', 'pg', 'umzug'].includes(name)),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('keeps the contract and the recurrence pure: no packages but their own, no built-ins, no clock', () => {
    const wrong = modules.flatMap((module) => {
      const room = roomOf(module.path);
      if (room !== 'contract' && room !== 'recurrence') return [];
      const own = room === 'contract' ? ['zod'] : ['zod', 'moment-timezone'];
      const foreign = module.imports.flatMap(({ specifier, target }) =>
        target === null && !own.includes(packageOf(specifier)) ? [specifier] : [],
      );
      return [...foreign, ...(module.readsClock ? ['the clock'] : [])].map(
        (what) => `${module.path}: ${what}`,
      );
    });
    expect(wrong).toEqual([]);
  });

  it('gives the window nothing that only Node has, and no second copy of the zone tables', () => {
    const needed = closure(modules.flatMap(({ path }) => (roomOf(path) === 'renderer' ? [path] : [])));
    const wrong = [...needed].flatMap((path) =>
      (byPath.get(path)?.imports ?? []).flatMap(({ specifier, target, typeOnly }) =>
        target === null && !typeOnly && (isBuiltin(specifier) || packageOf(specifier) === 'moment-timezone')
          ? [`${path}: ${specifier}`]
          : [],
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('ships what it needs at run time', () => {
    const shipped = { ...manifest.dependencies, ...manifest.optionalDependencies };
    const wrong = modules
      .filter(({ path }) => path.startsWith('src-main/'))
      .flatMap((module) => packagesOf(module).map((name) => ({ path: module.path, name })))
      .filter(({ name }) => name !== 'electron' && !(name in shipped));
    expect(wrong).toEqual([]);
  });

  it('has one copy of moment-timezone', () => {
    const lock = z
      .object({ packages: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
    const copies = Object.keys(lock.packages).filter((place) =>
      place.endsWith('node_modules/moment-timezone'),
    );
    expect(copies).toEqual(['node_modules/moment-timezone']);
  });

  it('names what it exports: no default exports, no barrels', () => {
    const wrong = modules.filter(
      ({ path, hasDefaultExport }) => hasDefaultExport || /\/(index|utils?|helpers?)\.tsx?$/.test(path),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('keeps files small', () => {
    const sizes = modules.map(({ lines }) => lines).sort((a, b) => a - b);
    const long = modules.filter(({ lines }) => lines > 250).sort((a, b) => b.lines - a.lines);
    console.info(
      `${modules.length} modules, median ${sizes[sizes.length >> 1]} lines; over 250: ` +
        (long.map(({ path, lines }) => `${path} ${lines}`).join(', ') || 'none'),
    );
    expect(sizes[sizes.length >> 1]).toBeLessThanOrEqual(120);
    expect(byPath.get('src-main/main.ts')?.lines ?? 0).toBeLessThan(80);
    expect(byPath.get('src-main/cli.ts')?.lines ?? 0).toBeLessThan(120);
  });
});
