const key = 'nexus.settings';

/** What this window remembers of the settings, as text; an empty object when it remembers nothing. */
export const rememberedText = (): string => {
  try {
    return localStorage.getItem(key) ?? '{}';
  } catch {
    return '{}'; // storage may be forbidden
  }
};

export const rememberText = (text: string): void => {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Without storage the next first picture has the defaults.
  }
};
