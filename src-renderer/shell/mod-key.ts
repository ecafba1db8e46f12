const onMac = /mac/i.test(navigator.platform);

/** How the command key is printed on this machine's keyboard. */
export const modKey = onMac ? '⌘' : 'Ctrl';
