import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { i18n } from 'i18next';
import { lazy, Suspense, useEffect, useMemo, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { ClientContext, type Link } from './client/client-context';
import { chosenLocale } from './i18n/chosen-locale';
import { switchLanguage } from './i18n/language';
import { useLocale } from './i18n/use-locale';
import { router } from './router/router';
import { rememberSettings } from './shell/remembered-settings';
import { useRested } from './shell/use-rested';
import { useSettings } from './shell/use-settings';
import { Appearance } from './theme/appearance';
import { TimeWords } from './time/time-words';
import { TimeContext } from './time/use-time';

const ToastCorner = lazy(async () => ({ default: (await import('./ui/toast-corner')).ToastCorner }));

const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

interface Props {
  readonly link: Link;
  readonly queries: QueryClient;
  readonly translator: i18n;
}

/** Language, theme and zone as the settings say, live. */
const Surroundings = ({ translator, queries }: Pick<Props, 'translator' | 'queries'>): ReactNode => {
  const settings = useSettings();
  const locale = useLocale();
  const rested = useRested();
  const zone = settings.general.displayZone === 'utc' ? 'UTC' : localZone();
  const time = useMemo(() => new TimeWords(locale, zone), [locale, zone]);
  useEffect(() => rememberSettings(settings), [settings]);
  useEffect(() => {
    const wanted = chosenLocale(settings.general.language, navigator.languages);
    if (wanted === translator.language) return;
    // Answers came in the language before.
    void switchLanguage(translator, wanted).then(() => queries.invalidateQueries());
  }, [settings.general.language, translator, queries]);
  return (
    <Appearance appearance={settings.appearance}>
      <TimeContext value={time}>
        <RouterProvider router={router} />
        {rested ? (
          <Suspense fallback={null}>
            <ToastCorner />
          </Suspense>
        ) : null}
      </TimeContext>
    </Appearance>
  );
};

/** The window: everything it needs from outside comes in here. */
export const App = ({ link, queries, translator }: Props): ReactNode => (
  <QueryClientProvider client={queries}>
    <ClientContext value={link}>
      <I18nextProvider i18n={translator}>
        <Surroundings translator={translator} queries={queries} />
      </I18nextProvider>
    </ClientContext>
  </QueryClientProvider>
);
