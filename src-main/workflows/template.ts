import type { Json, JsonObject } from '../contract/primitives';
import type { RunContext } from '../executor/connector';
import { workflowTexts } from './workflow-texts';
import { InputError } from './input-object';
import { jsonPathSteps, valueAt } from './json-path';

/** What `{{…}}` may name: `task.id`, `task.name`, `run.id`, `run.planned_at`, `run.attempt`, `input.…`, `secret.NAME`. */
export interface TemplateScope {
  readonly values: JsonObject;
  secret(name: string): Promise<string>;
}

const placeholder = /\{\{\s*([^{}]+?)\s*\}\}/g;
const wholePlaceholder = /^\{\{\s*([^{}]+?)\s*\}\}$/;
const wholeSecret = /^secret:(.+)$/;

/** The names of a run for templates; `input` is the plain key-value form. */
export const runValues = (run: RunContext, input: JsonObject): JsonObject => ({
  task: { id: run.taskId, name: run.taskName },
  run: {
    id: run.runId,
    planned_at: run.plannedAt.toISOString(),
    attempt: run.attempt,
    trigger: run.trigger,
  },
  input,
});

const asText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

const resolve = async (name: string, scope: TemplateScope): Promise<Json> => {
  if (name.startsWith('secret.')) return scope.secret(name.slice('secret.'.length));
  const steps = jsonPathSteps(name);
  const value = steps === null ? undefined : valueAt(scope.values, steps);
  if (value === undefined) {
    throw new InputError(workflowTexts.nameMissing(name), name);
  }
  return value;
};

/** The name inside a string that is one placeholder and nothing else; null otherwise. */
export const wholePlaceholderName = (text: string): string | null => wholePlaceholder.exec(text)?.[1] ?? null;

/** Whether the string contains a placeholder anywhere. */
export const hasPlaceholder = (text: string): boolean => text.search(placeholder) >= 0;

/**
 * Fills a string's placeholders; `encode` is applied to each value, not to the text between. A string `secret:NAME` is
 * the secret itself. @throws {InputError | SecretMissingError}
 */
export const fillText = async (
  text: string,
  scope: TemplateScope,
  encode: (value: string, offset: number) => string = (value) => value,
): Promise<string> => {
  const secret = wholeSecret.exec(text)?.[1];
  if (secret !== undefined) return scope.secret(secret);
  let filled = '';
  let end = 0;
  for (const match of text.matchAll(placeholder)) {
    const value = asText(await resolve(match[1] ?? '', scope));
    filled += text.slice(end, match.index) + encode(value, match.index);
    end = match.index + match[0].length;
  }
  return filled + text.slice(end);
};

/** Fills a JSON value; a string that is one placeholder takes the value with its type. */
export const fillJson = async (value: Json, scope: TemplateScope): Promise<Json> => {
  if (typeof value === 'string') {
    const name = wholePlaceholderName(value);
    return name === null ? fillText(value, scope) : resolve(name, scope);
  }
  if (Array.isArray(value)) return Promise.all(value.map((item) => fillJson(item, scope)));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(async ([key, item]): Promise<[string, Json]> => [
    key,
    await fillJson(item, scope),
  ]);
  return Object.fromEntries(await Promise.all(entries));
};
