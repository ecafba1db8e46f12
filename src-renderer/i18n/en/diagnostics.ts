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
  copyReport: 'Copy report',
} as const;
