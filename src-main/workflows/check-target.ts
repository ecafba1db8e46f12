import type { z } from 'zod';
import { Problem } from '../contract/errors';
import type { Json } from '../contract/primitives';
import { commandConfig } from './command/command-config';
import { httpConfig } from './http/http-config';
import { nexusConfig } from './nexusai/nexus-config';

const schemas: ReadonlyMap<string, z.ZodType | null> = new Map<string, z.ZodType | null>([
  ['http', httpConfig],
  ['command', commandConfig],
  ['nexusai', nexusConfig],
  ['sample', null],
]);

/** Refuses a target that its connector could not use. @throws Problem `invalid_input`, an issue a field */
export const checkTarget = (connector: string, config: Json): void => {
  const schema = schemas.get(connector);
  if (schema === undefined)
    throw new Problem('invalid_input', `There is no connector named ${connector}.`, {
      remedy: `Use one of ${[...schemas.keys()].join(', ')}.`,
      issues: [{ path: 'connector', message: 'unknown' }],
    });
  const parsed = schema?.safeParse(config);
  if (parsed?.success === false)
    throw new Problem('invalid_input', `The configuration of this ${connector} target is not valid.`, {
      remedy: 'Correct the named fields; docs has an example for each kind of target.',
      issues: parsed.error.issues.map((issue) => ({
        path: ['config', ...issue.path].join('.'),
        message: issue.message,
      })),
    });
};
