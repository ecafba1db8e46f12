import { z } from 'zod';
import { isProxyAddress } from './address-password';
import { formatTexts } from './contract-texts';
import { locale } from './primitives';
import { missedPolicy, overlapPolicy, retryableOutcome } from './task';

/** Allowed poll intervals in milliseconds: 1 second to 60 minutes. */
export const pollIntervalRange = { min: 1_000, max: 3_600_000 } as const;
export const slotsRange = { min: 1, max: 1024 } as const;

/** A command this machine lets tasks run. Never read from the database: a shared database cannot run code on a desk. */
export const commandDefinition = z.object({
  name: z
    .string()
    .min(1, { abort: true })
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, formatTexts.name.en),
  description: z.string().max(255).default(''),
  /** Absolute path, or a name looked up in PATH. Started without a shell. */
  program: z.string().min(1).max(4096),
  /** `{{input.key}}` stands for a whole argument only. */
  args: z.array(z.string().max(32_768)).max(256).default([]),
  folder: z.string().max(4096).nullable().default(null),
  /** A value `secret:NAME` is read from this machine's secrets when the command starts. */
  env: z.record(z.string(), z.string()).default({}),
  /** How many of it may run at once; null = no limit of its own. */
  concurrency: z.number().int().min(1).max(512).nullable().default(null),
  /** Exit code -> outcome; the code 0 succeeds and every other fails unless said otherwise. */
  exitCodes: z.record(z.string().regex(/^\d{1,3}$/), z.enum(['succeeded', 'failed', 'skipped'])).default({}),
});
export type CommandDefinition = z.infer<typeof commandDefinition>;

/** A password in an address would be shown wherever the address is. */
const isServerUrl = (given: string): boolean => {
  try {
    const { protocol, username, password } = new URL(given);
    return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
  } catch {
    return false;
  }
};

/** Its password, if any, is kept with the secrets and not here. */
const proxyAddress = z.string().max(2048).refine(isProxyAddress, formatTexts.proxyAddress.en);

/** A NexusAI server this machine signs in to. The password or token lives in the secrets, under the connection's name. */
export const connectionDefinition = z.object({
  name: z
    .string()
    .min(1, { abort: true })
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, formatTexts.name.en),
  kind: z.literal('nexusai').default('nexusai'),
  url: z.string().min(1, { abort: true }).max(2048).refine(isServerUrl, formatTexts.serverUrl.en),
  account: z.string().min(1).max(255),
  caFile: z.string().max(4096).nullable().default(null),
  proxy: proxyAddress.nullable().default(null),
  requestsPerSecond: z.number().min(0.1).max(100).default(5),
  isDefault: z.boolean().default(false),
});
export type ConnectionDefinition = z.infer<typeof connectionDefinition>;

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, formatTexts.timeOfDay.en);

export const notificationChoice = z.object({ system: z.boolean(), inApp: z.boolean(), sound: z.boolean() });

/** Events an operator can be told of, with the matrix's defaults. */
export const notificationMatrix = z.object({
  failed: notificationChoice.default({ system: true, inApp: true, sound: false }),
  recovered: notificationChoice.default({ system: false, inApp: true, sound: false }),
  succeeded: notificationChoice.default({ system: false, inApp: false, sound: false }),
  missed: notificationChoice.default({ system: true, inApp: true, sound: false }),
  needsConfirmation: notificationChoice.default({ system: true, inApp: true, sound: false }),
  longerThanUsual: notificationChoice.default({ system: false, inApp: true, sound: false }),
  databaseLost: notificationChoice.default({ system: true, inApp: true, sound: false }),
  executorStopped: notificationChoice.default({ system: true, inApp: true, sound: true }),
});
export type NotificationEvent = keyof z.infer<typeof notificationMatrix>;

/** Everything this machine remembers, one file; every field has a default, so an empty file is a valid one. */
export const settings = z.object({
  general: z
    .object({
      language: z.enum(['system', ...locale.options]).default('system'),
      launchAtLogin: z.boolean().default(false),
      startHidden: z.boolean().default(false),
      closeButton: z.enum(['ask', 'keep_running', 'quit']).default('ask'),
      showTrayIcon: z.boolean().default(true),
      monochromeIcon: z.boolean().default(true),
      displayZone: z.enum(['local', 'utc', 'task']).default('local'),
      firstWeekday: z.enum(['locale', 'monday', 'sunday']).default('locale'),
      startPage: z.enum(['overview', 'tasks', 'runs']).default('overview'),
      operator: z.string().max(64).default(''),
    })
    .prefault({}),
  executor: z
    .object({
      pollIntervalMs: z.number().int().min(pollIntervalRange.min).max(pollIntervalRange.max).default(60_000),
      slots: z.number().int().min(slotsRange.min).max(slotsRange.max).default(5),
      missed: missedPolicy.default('once'),
      missedWindowMs: z.number().int().min(0).max(31_536_000_000).default(86_400_000),
      missedCap: z.number().int().min(1).max(1000).default(20),
      overlap: overlapPolicy.default('skip'),
      retryAttempts: z.number().int().min(0).max(20).default(0),
      retryDelayMs: z.number().int().min(0).max(86_400_000).default(60_000),
      retryOn: z.array(retryableOutcome).default(['failed', 'timed_out']),
      timeoutMs: z.number().int().min(1000).max(2_592_000_000).nullable().default(null),
      stopGraceMs: z.number().int().min(0).max(3_600_000).default(20_000),
      keepAwake: z.boolean().default(false),
      timeZone: z.string().max(64).nullable().default(null),
      retentionDays: z.number().int().min(1).max(3650).default(90),
    })
    .prefault({}),
  database: z
    .object({
      kind: z.enum(['embedded', 'external']).default('embedded'),
      /** Without the password, which lives in the secrets under `database`. */
      url: z.string().max(2048).nullable().default(null),
    })
    .prefault({}),
  notifications: z
    .object({
      matrix: notificationMatrix.prefault({}),
      quietHours: z
        .object({
          enabled: z.boolean().default(false),
          from: timeOfDay.default('22:00'),
          to: timeOfDay.default('07:00'),
          days: z.array(z.number().int().min(1).max(7)).default([1, 2, 3, 4, 5, 6, 7]),
          exceptSystemProblems: z.boolean().default(true),
        })
        .prefault({}),
      mutedUntil: z.iso.datetime().nullable().default(null),
    })
    .prefault({}),
  appearance: z
    .object({
      theme: z.enum(['system', 'light', 'dark', 'contrast']).default('system'),
      density: z.enum(['comfortable', 'compact']).default('comfortable'),
      textPercent: z.number().int().min(90).max(150).default(100),
      motion: z.enum(['system', 'reduced']).default('system'),
    })
    .prefault({}),
  advanced: z
    .object({
      singleKeys: z.boolean().default(true),
      logLevel: z.enum(['error', 'info', 'debug']).default('info'),
      proxy: proxyAddress.nullable().default(null),
      allowLinkLocal: z.boolean().default(false),
      updateFeed: z.url().nullable().default(null),
    })
    .prefault({}),
  commands: z.array(commandDefinition).max(256).default([]),
  connections: z.array(connectionDefinition).max(16).default([]),
  window: z
    .object({
      bounds: z
        .object({
          x: z.number().int(),
          y: z.number().int(),
          width: z.number().int(),
          height: z.number().int(),
        })
        .nullable()
        .default(null),
      maximized: z.boolean().default(false),
    })
    .prefault({}),
  /** Views the window remembers: saved filters, columns, pinned order. Keyed by screen. */
  views: z.record(z.string(), z.json()).default({}),
});
export type Settings = z.infer<typeof settings>;

/** A partial change, merged group by group; lists are replaced whole. */
export const settingsChange = z.object({
  general: z.partialRecord(z.string(), z.json()).optional(),
  executor: z.partialRecord(z.string(), z.json()).optional(),
  database: z.partialRecord(z.string(), z.json()).optional(),
  notifications: z.partialRecord(z.string(), z.json()).optional(),
  appearance: z.partialRecord(z.string(), z.json()).optional(),
  advanced: z.partialRecord(z.string(), z.json()).optional(),
  commands: z.json().optional(),
  connections: z.json().optional(),
  window: z.partialRecord(z.string(), z.json()).optional(),
  views: z.record(z.string(), z.json()).optional(),
});
export type SettingsChange = z.infer<typeof settingsChange>;
