import { MantineProvider } from '@mantine/core';
import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import type { Settings } from '../../src-main/contract/settings';
import { styleNonce } from './style-nonce';
import { cssVariables, mantineTheme } from './mantine-theme';

type AppearanceSettings = Settings['appearance'];

const darkQuery = '(prefers-color-scheme: dark)';
const onSchemeChange = (listener: () => void): (() => void) => {
  const query = matchMedia(darkQuery);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};
const systemIsDark = (): boolean => matchMedia(darkQuery).matches;

interface Props {
  readonly appearance: AppearanceSettings;
  readonly children: ReactNode;
}

/** Puts theme, contrast, density, text size and motion on the document; changes apply at once. */
export const Appearance = ({ appearance, children }: Props): ReactNode => {
  const dark = useSyncExternalStore(onSchemeChange, systemIsDark);
  const { theme, density, motion, textPercent } = appearance;
  const scheme = theme === 'light' || theme === 'dark' ? theme : dark ? 'dark' : 'light';
  useEffect(() => {
    const root = document.documentElement;
    root.dataset['density'] = density;
    root.dataset['motion'] = motion;
    root.dataset['contrast'] = theme === 'contrast' ? 'high' : 'normal';
    root.style.setProperty('--nx-text-scale', String(textPercent / 100));
  }, [density, motion, textPercent, theme]);
  return (
    <MantineProvider
      theme={mantineTheme}
      cssVariablesResolver={cssVariables}
      forceColorScheme={scheme}
      getStyleNonce={styleNonce}
      deduplicateCssVariables={false}
    >
      {children}
    </MantineProvider>
  );
};
