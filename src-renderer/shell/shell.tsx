import { Outlet, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '../client/client-context';
import { useEvent } from '../client/use-event';
import { announce, LiveRegion } from '../ui/live-region';
import { Banners } from './banners';
import { useKeys } from './key-map';
import { Navigation } from './navigation';
import type { Palette as PaletteComponent } from './palette';
import { openPalette, paletteState } from './palette-state';
import classes from './shell.module.css';
import { useRested } from './use-rested';
import { useSettings } from './use-settings';
import { useToldEnds } from './use-told-ends';

const loadPalette = async (): Promise<{ default: typeof PaletteComponent }> => ({
  default: (await import('./palette')).Palette,
});
const Palette = lazy(loadPalette);
const ShellDialogs = lazy(async () => ({ default: (await import('./shell-dialogs')).ShellDialogs }));

/** Everything around a page: navigation, banners, keys, palette, dialogs, and the polite voice. */
export const Shell = (): ReactNode => {
  const { t } = useTranslation('shell');
  const { t: states } = useTranslation('states');
  const router = useRouter();
  const client = useClient();
  const { singleKeys } = useSettings().advanced;
  const [help, setHelp] = useState(false);
  const rested = useRested();
  const paletteOpen = useSyncExternalStore(paletteState.subscribe, paletteState.isOpen);
  const go =
    (to: '/overview' | '/tasks' | '/runs' | '/settings' | '/tasks/new'): (() => void) =>
    () => {
      void router.navigate({ to });
    };
  useKeys(
    [
      { keys: 'mod+k', run: openPalette },
      { keys: 'mod+n', run: go('/tasks/new') },
      { keys: 'mod+,', run: go('/settings') },
      { keys: 'g o', run: go('/overview') },
      { keys: 'g t', run: go('/tasks') },
      { keys: 'g r', run: go('/runs') },
      { keys: '?', run: () => setHelp(true) },
      {
        keys: '/',
        run: () => document.querySelector<HTMLInputElement>('input[type="search"]')?.focus(),
      },
    ],
    singleKeys,
  );

  useEffect(() => {
    // Read ahead once the first screen rests: who types at once after Ctrl+K must not lose a letter.
    if (rested) void loadPalette();
  }, [rested]);
  useToldEnds();
  useEvent('navigate.requested', ({ route }) => {
    if (route === '/palette') openPalette();
    else router.history.push(route);
  });
  useEvent('runs.changed', ({ failures }) => {
    const [first] = failures;
    if (first === undefined) return;
    announce(
      failures.length === 1
        ? t('live.failed', { task: first.taskName, state: states(`run.${first.status}`) })
        : t('live.failedMany', { count: failures.length }),
    );
  });

  useEffect(() => {
    const tell = (): void => {
      const state = { visible: !document.hidden, route: router.state.location.href.slice(0, 500) };
      // What the window shows is a courtesy to the desktop shell; without an answer nothing is lost.
      client.app.windowState(state).catch(() => undefined);
    };
    const end = router.subscribe('onResolved', (event) => {
      tell();
      if (event.pathChanged && event.fromLocation !== undefined)
        document.getElementById('page-title')?.focus();
    });
    document.addEventListener('visibilitychange', tell);
    tell();
    return () => {
      end();
      document.removeEventListener('visibilitychange', tell);
    };
  }, [client, router]);

  return (
    <div className={classes['shell']}>
      <a
        className={classes['skip']}
        href="#content"
        onClick={(event) => {
          // The address holds the route behind `#`, so the link moves focus instead of the address.
          event.preventDefault();
          document.getElementById('content')?.focus();
        }}
      >
        {t('skip')}
      </a>
      <Navigation />
      <div className={classes['page']}>
        <Banners />
        <Outlet />
      </div>
      <LiveRegion />
      {paletteOpen ? (
        <Suspense fallback={null}>
          <Palette onKeys={() => setHelp(true)} />
        </Suspense>
      ) : null}
      {rested || help ? (
        <Suspense fallback={null}>
          <ShellDialogs help={help} onHelpClosed={() => setHelp(false)} />
        </Suspense>
      ) : null}
    </div>
  );
};
