/** The only channels between the window and the application; shared with the preload, so without any import. */
export const channels = { call: 'nexus:call', event: 'nexus:event', ready: 'nexus:ready' } as const;
