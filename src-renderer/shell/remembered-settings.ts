import { settings, type Settings } from '../../src-main/contract/settings';

const key = 'nexus.settings';

/** The settings as this window last saw them, so that the first picture already has the right theme and language. */
export const rememberedSettings = (): Settings => {
  try {
    return settings.catch(settings.parse({})).parse(JSON.parse(localStorage.getItem(key) ?? '{}'));
  } catch {
    // Storage may be forbidden or hold something else; the defaults are right then.
    return settings.parse({});
  }
};

/** Keeps what the first picture needs; connections and commands stay out of the browser's storage. */
export const rememberSettings = (present: Settings): void => {
  const { general, appearance, advanced } = present;
  try {
    localStorage.setItem(key, JSON.stringify({ general, appearance, advanced }));
  } catch {
    // Without storage the next first picture has the defaults.
  }
};
