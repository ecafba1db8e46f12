import { settings, type Settings } from '../../src-main/contract/settings';
import { rememberedText, rememberText } from './remembered-text';

const parsed = (text: string): Settings => {
  try {
    return settings.catch(settings.parse({})).parse(JSON.parse(text));
  } catch {
    return settings.parse({}); // something else lies there
  }
};

/** Asked for by every component that follows the settings, so one text is parsed once. */
let last: { readonly text: string; readonly settings: Settings } | null = null;

/** The settings as this window last saw them, so that the first picture already has the right theme and language. */
export const rememberedSettings = (): Settings => {
  const text = rememberedText();
  if (last?.text !== text) last = { text, settings: parsed(text) };
  return last.settings;
};

/** Keeps what the first picture needs; connections and commands stay out of the browser's storage. */
export const rememberSettings = (present: Settings): void => {
  const { general, appearance, advanced } = present;
  rememberText(JSON.stringify({ general, appearance, advanced }));
};
