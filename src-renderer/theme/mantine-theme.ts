import { createTheme, type CSSVariablesResolver } from '@mantine/core';
import { palette } from './palette';

/**
 * Latin in Inter, Han in what the system has; the bundled Noto Sans SC is read only where the system has none of them.
 */
const fontFamily =
  '"Inter Variable", "PingFang SC", "Microsoft YaHei UI", "Noto Sans CJK SC", "Noto Sans SC Variable", system-ui, sans-serif';
const monoFamily =
  '"JetBrains Mono Variable", "PingFang SC", "Microsoft YaHei UI", "Noto Sans CJK SC", "Noto Sans SC Variable", ui-monospace, monospace';

/** Sizes, radii and fonts of `look.md`; colours come from `tokens.css` through `cssVariables`. */
export const mantineTheme = createTheme({
  colors: palette,
  primaryColor: 'iris',
  primaryShade: 6,
  fontFamily,
  fontFamilyMonospace: monoFamily,
  headings: { fontFamily, fontWeight: '600' },
  fontSizes: { xs: '0.78125rem', sm: '0.84375rem', md: '0.875rem', lg: '1.0625rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  defaultRadius: 'sm',
  radius: { xs: '0.25rem', sm: '0.375rem', md: '0.5rem', lg: '0.625rem', xl: '1rem' },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  autoContrast: false,
});

const shared = {
  '--mantine-color-text': 'var(--nx-ink)',
  '--mantine-color-body': 'var(--nx-panel)',
  '--mantine-color-dimmed': 'var(--nx-muted)',
  '--mantine-color-placeholder': 'var(--nx-faint)',
  '--mantine-color-anchor': 'var(--nx-accent)',
  '--mantine-color-error': 'var(--nx-fail)',
  '--mantine-color-default': 'var(--nx-panel)',
  '--mantine-color-default-hover': 'var(--nx-hover)',
  '--mantine-color-default-color': 'var(--nx-ink)',
  '--mantine-color-default-border': 'var(--nx-edge)',
  '--mantine-color-disabled': 'var(--nx-hover)',
  '--mantine-color-disabled-color': 'var(--nx-faint)',
  '--mantine-color-disabled-border': 'var(--nx-line)',
  '--mantine-primary-color-filled': 'var(--nx-accent-fill)',
  '--mantine-primary-color-filled-hover': 'var(--nx-accent-fill-hover)',
  '--mantine-primary-color-light-color': 'var(--nx-accent)',
  '--mantine-color-iris-filled': 'var(--nx-accent-fill)',
  '--mantine-color-iris-filled-hover': 'var(--nx-accent-fill-hover)',
  '--mantine-color-iris-text': 'var(--nx-accent)',
  '--mantine-color-red-text': 'var(--nx-fail)',
  '--mantine-color-red-outline': 'var(--nx-fail)',
  '--mantine-color-red-light-color': 'var(--nx-fail)',
  '--mantine-color-red-filled': 'var(--nx-fail-fill)',
  '--mantine-color-red-filled-hover': 'var(--nx-fail-fill)',
  '--mantine-color-green-text': 'var(--nx-ok)',
  '--mantine-color-yellow-text': 'var(--nx-warn)',
  '--mantine-color-blue-text': 'var(--nx-run)',
  '--mantine-color-violet-text': 'var(--nx-ask)',
} as const;

/** Mantine's colour variables, all pointing at our tokens, so that a theme is one block of CSS. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...shared },
  dark: { ...shared },
});
