/** The word of every state of a run and of a task; the icon carries the tone. */
export const states = {
  run: {
    succeeded: 'Succeeded',
    failed: 'Failed',
    timed_out: 'Timed out',
    cancelled: 'Cancelled',
    skipped: 'Skipped',
    missed: 'Missed',
    abandoned: 'Abandoned',
    running: 'Running',
    queued: 'Queued',
    waiting: 'Needs confirmation',
    planned: 'Planned',
  },
  task: {
    enabled: 'Enabled',
    paused: 'Paused',
    disabled: 'Disabled',
    ended: 'Ended',
    invalid: 'Invalid',
    deleted: 'Deleted',
  },
  trigger: {
    schedule: 'Schedule',
    catch_up: 'Catch-up',
    manual: 'Manual',
    backfill: 'Backfill',
  },
  connector: {
    command: 'Command',
    http: 'HTTP request',
    nexusai: 'NexusAI',
    sample: 'Sample',
  },
} as const;
