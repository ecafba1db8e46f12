/** Pages outside that the window may ask the system's browser to open. Everything else stays closed. */
const known: readonly string[] = [
  'https://extensions.gnome.org/extension/615/appindicator-support/',
  'https://www.postgresql.org/docs/',
];

/** Whether an address is one of the known pages or lies below one of them. */
export const isKnownLink = (address: string): boolean => {
  try {
    const url = new URL(address);
    return (
      url.protocol === 'https:' &&
      url.username === '' &&
      url.password === '' &&
      known.some((page) => url.href.startsWith(page))
    );
  } catch {
    return false;
  }
};
