import type { Command } from 'commander';
import { settings, settingsChange, type Settings, type SettingsChange } from '../contract/settings';
import { cliProblem } from './cli-problem';
import { command, group, type ContextOf } from './documented-command';

interface Leaf {
  readonly setting: string;
  readonly value: unknown;
}

/** Every setting as `group.field`; lists and remembered views whole. */
const leaves = (value: unknown, path: readonly string[] = []): readonly Leaf[] => {
  const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isGroup || path[0] === 'views') return [{ setting: path.join('.'), value }];
  return Object.entries(value).flatMap(([name, field]) => leaves(field, [...path, name]));
};

const valueWords = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** `5000`, `true`, `null`, `["a"]` are JSON; everything else is text. */
const valueFrom = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** `executor.slots`, `8` -> `{ executor: { slots: 8 } }`. */
const changeOf = (setting: string, text: string): Record<string, unknown> => {
  const names = setting.split('.');
  if (names.length < 2 && !['commands', 'connections'].includes(setting)) {
    throw cliProblem('invalid_input', `${setting} is no setting.`, {
      remedy: 'Name it as group.field, such as executor.pollIntervalMs; `settings show` lists them all.',
    });
  }
  return names.reduceRight<Record<string, unknown>>(
    (inner, name, index) => ({ [name]: index === names.length - 1 ? valueFrom(text) : inner }),
    {},
  );
};

/** Naming an external database means to use it. */
const meantChange = (change: SettingsChange): SettingsChange => {
  const url = change.database?.['url'];
  return typeof url === 'string' ? { ...change, database: { kind: 'external', url } } : change;
};

const shown = (all: Settings, prefix: string | undefined): readonly Leaf[] => {
  const found = leaves(all).filter(
    ({ setting }) => prefix === undefined || setting === prefix || setting.startsWith(`${prefix}.`),
  );
  if (found.length > 0) return found;
  throw cliProblem('invalid_input', `There is no setting ${prefix ?? ''}.`, {
    remedy: '`nexus-scheduler settings show` lists them all.',
  });
};

/** `settings …`: this machine's settings; a running application takes a change up within seconds. */
export const addSettingsCommands = (program: Command, contextOf: ContextOf): void => {
  const parent = group(
    program,
    'settings',
    'show and change this machine’s settings',
    'nexus-scheduler settings show executor',
  );

  command(
    parent,
    'show [name]',
    'show all settings, a group or one',
    'nexus-scheduler settings show',
    'nexus-scheduler settings show executor.slots',
  ).action(async (name: string | undefined, _options: unknown, own: Command) => {
    const context = contextOf(own);
    const defaults = new Map(
      leaves(settings.parse({})).map(({ setting, value }) => [setting, JSON.stringify(value)]),
    );
    await context.output.rows(
      shown(context.machineFiles().settings.current, name),
      (leaf) => leaf,
      [
        { head: 'Setting', cell: ({ setting }) => setting },
        { head: 'Value', cell: ({ value }) => valueWords(value), most: 80 },
        {
          head: '',
          cell: ({ setting, value }) => (defaults.get(setting) === JSON.stringify(value) ? '' : 'changed'),
        },
      ],
      '',
    );
  });

  command(
    parent,
    'set <name> <value>',
    'change one setting; a value it does not allow is refused and the allowed ones are named',
    'nexus-scheduler settings set executor.pollIntervalMs 5000',
    'nexus-scheduler settings set executor.timeZone Europe/Berlin',
  ).action(async (name: string, value: string, _options: unknown, own: Command) => {
    const context = contextOf(own);
    const change = settingsChange.strict().safeParse(changeOf(name, value));
    if (!change.success) {
      throw cliProblem('invalid_input', `There is no setting ${name}.`, {
        remedy: '`nexus-scheduler settings show` lists them all.',
      });
    }
    const now = await context.machineFiles().settings.update(meantChange(change.data));
    const [leaf] = shown(now, name);
    await context.output.row({ ...leaf }, `${name} is ${valueWords(leaf?.value)}.`);
  });
};
