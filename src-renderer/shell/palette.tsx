import { Spotlight, createSpotlight } from '@mantine/spotlight';
import { useDebouncedValue } from '@mantine/hooks';
import { useRouter } from '@tanstack/react-router';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '../client/client-context';
import { useCall } from '../client/use-call';
import { overlay } from '../ui/dialog';
import { useToasts } from '../ui/toasts';
import { paletteState } from './palette-state';
import { useStatus } from './use-status';
import { wakeState } from './wake-state';

const [store, spotlight] = createSpotlight();
const minutes = (count: number): string => new Date(Date.now() + count * 60_000).toISOString();

interface Command {
  readonly key: string;
  readonly label: string;
  readonly run: () => void;
}

interface Props {
  readonly onKeys: () => void;
}

/** Search over all tasks, and every command of the shell, by keyboard alone. */
export const Palette = ({ onKeys }: Props): ReactNode => {
  const { t } = useTranslation('shell');
  const router = useRouter();
  const client = useClient();
  const toasts = useToasts();
  const paused = (useStatus()?.paused ?? null) !== null;
  const [query, setQuery] = useState('');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    spotlight.open();
    return spotlight.close;
  }, []);
  const [search] = useDebouncedValue(query.trim(), 150);
  const found = useCall(
    'tasks',
    'list',
    { search, limit: 8, sort: search === '' ? 'last_run' : 'attention', descending: search === '' },
    { keepPrevious: true },
  );
  const attempt = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => toasts.failed(error instanceof Error ? error.message : String(error)));
  };
  const pause = (until: string | null): void => attempt(client.executor.pause({ until }));

  const pages: readonly Command[] = (['overview', 'tasks', 'runs', 'settings', 'diagnostics'] as const).map(
    (name) => ({
      key: name,
      label: t(`pages.${name}`),
      run: () => void router.navigate({ to: `/${name}` }),
    }),
  );
  const commands: readonly Command[] = [
    { key: 'new', label: t('newTask'), run: () => void router.navigate({ to: '/tasks/new' }) },
    { key: 'poll', label: t('palette.pollNow'), run: () => attempt(client.executor.pollNow({})) },
    ...(paused
      ? [{ key: 'resume', label: t('palette.resume'), run: () => attempt(client.executor.resume({})) }]
      : [
          { key: 'pause15', label: t('palette.pause15'), run: () => pause(minutes(15)) },
          { key: 'pause60', label: t('palette.pause60'), run: () => pause(minutes(60)) },
          { key: 'pauseOpen', label: t('palette.pauseOpen'), run: () => pause(null) },
        ]),
    { key: 'seen', label: t('palette.markSeen'), run: () => attempt(client.runs.markSeen({ ids: null })) },
    { key: 'wake', label: t('palette.wake'), run: () => wakeState.set(true) },
    { key: 'keys', label: t('palette.keys'), run: onKeys },
  ];
  const matching = (list: readonly Command[]): readonly Command[] =>
    list.filter((command) => command.label.toLocaleLowerCase().includes(query.trim().toLocaleLowerCase()));
  // Until the answer to what is typed is there, only those of the answer before that fit it: Enter must not hit another.
  const isFresh = search === query.trim() && !found.isPlaceholderData;
  const rows = (found.data?.rows ?? []).filter(
    (task) => isFresh || task.name.toLocaleLowerCase().includes(query.trim().toLocaleLowerCase()),
  );
  const tasks: readonly Command[] = rows.flatMap((task) => [
    {
      key: `open ${task.id}`,
      label: task.name,
      run: () => void router.navigate({ to: '/tasks/$taskId', params: { taskId: task.id } }),
    },
    ...(search === ''
      ? []
      : [
          {
            key: `run ${task.id}`,
            label: t('palette.runNow', { task: task.name }),
            run: () =>
              attempt(
                client.tasks
                  .runNow({ id: task.id })
                  .then(() => toasts.done(t('live.started', { task: task.name }))),
              ),
          },
        ]),
  ]);
  const groups = [
    { title: t('palette.tasks'), list: tasks },
    { title: t('palette.pages'), list: matching(pages) },
    { title: t('palette.commands'), list: matching(commands) },
  ].filter((group) => group.list.length > 0);

  useEffect(() => {
    // The list scrolls, so the keyboard must reach it; its viewport is Mantine's own element.
    list.current?.querySelector('[class*="ScrollArea-viewport"]')?.setAttribute('tabindex', '0');
    // Enter takes the first, also when the answer of the search has just replaced the list.
    if (list.current?.querySelector('[data-selected]') === null) {
      list.current.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
    }
  });

  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={() => paletteState.set(false)}
      shortcut={null}
      scrollable
      maxHeight="24rem"
      overlayProps={overlay}
      transitionProps={{ duration: 0 }}
      aria-label={t('palette.label')}
    >
      <Spotlight.Search
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.placeholder')}
        leftSection={<IconSearch width="1.125rem" height="1.125rem" stroke={1.8} aria-hidden="true" />}
      />
      <Spotlight.ActionsList ref={list}>
        {groups.map((group) => (
          <Spotlight.ActionsGroup key={group.title} label={group.title}>
            {group.list.map((command) => (
              <Spotlight.Action
                key={command.key}
                label={command.label}
                onClick={() => {
                  paletteState.set(false);
                  command.run();
                }}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 ? <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty> : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
};
