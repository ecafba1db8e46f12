/** The Diagnostics page. */
export const diagnostics = {
  checks: 'Checks',
  again: 'Check again',
  about: 'About',
  fact: 'What',
  value: 'Value',
  version: 'Nexus Scheduler',
  dataFolder: 'Data folder',
  secrets: 'Secrets',
  products: { node: 'Node.js', postgresql: 'PostgreSQL', electron: 'Electron', chromium: 'Chromium' },
  copyReport: 'Copy report',
} as const;
