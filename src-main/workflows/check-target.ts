import type { z } from 'zod';
import { issuesOf, Problem } from '../contract/errors';
import type { Json } from '../contract/primitives';
import { workflowTexts } from './workflow-texts';
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
    throw new Problem('invalid_input', workflowTexts.noConnector(connector), {
      remedy: workflowTexts.useOneOf([...schemas.keys()].join(', ')),
      issues: [{ path: 'connector', message: workflowTexts.unknown }],
    });
  const parsed = schema?.safeParse(config);
  if (parsed?.success === false)
    throw new Problem('invalid_input', workflowTexts.targetInvalid(connector), {
      remedy: workflowTexts.correctTarget,
      issues: issuesOf(parsed.error, schema ?? undefined, 'config'),
    });
};
