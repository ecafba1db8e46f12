import { z } from 'zod';
import type { WorkflowTarget } from '../../../src-main/contract/api';
import { json, jsonObject, type Json, type JsonObject } from '../../../src-main/contract/primitives';
import { headersFromLines, linesFromHeaders } from './header-lines';

export const workflowKinds = ['http', 'command', 'nexusai', 'sample'] as const;
export type WorkflowKind = (typeof workflowKinds)[number];

/** The kind of that name, or null where another program wrote one that is not offered here. */
export const kindNamed = (connector: string): WorkflowKind | null =>
  workflowKinds.find((kind) => kind === connector) ?? null;

/** A workflow as it is typed; every kind keeps its answers while another one is looked at. */
export interface WorkflowForm {
  readonly name: string;
  readonly appName: string;
  /** A connector's name; one of `workflowKinds` unless another program wrote it. */
  readonly kind: string;
  readonly method: string;
  readonly url: string;
  readonly headers: string;
  readonly body: string;
  readonly command: string;
  /** Empty = the default connection. */
  readonly connection: string;
  readonly appId: string;
  readonly workflowId: string;
  /** The whole configuration while it is edited as JSON; null = by the fields. */
  readonly text: string | null;
  /** Where the fields were read from: keys that have no field are saved again as they were. */
  readonly read: { readonly kind: string; readonly config: JsonObject };
}

/** A field that an issue can stand at. */
export type WorkflowField = Exclude<keyof WorkflowForm, 'kind' | 'read'>;
export interface WorkflowIssue {
  readonly code: 'name' | 'url' | 'headers' | 'json' | 'object' | 'command' | 'id';
  /** The line meant, from 1; 0 where none is. */
  readonly line: number;
}
export type WorkflowIssues = Readonly<Partial<Record<WorkflowField, WorkflowIssue>>>;
type ConfigAnswer = { readonly config: JsonObject } | { readonly issues: WorkflowIssues };

const issue = (code: WorkflowIssue['code'], line = 0): WorkflowIssue => ({ code, line });
const placeholder = /\{\{[^{}]*\}\}/g;

/** Whether a text can become an http or https address; a placeholder may stand for its beginning. */
const isAddress = (text: string): boolean =>
  /^(https?:\/\/|\{\{)/i.test(text) &&
  URL.canParse(text.replace(/^\{\{[^{}]*\}\}/, 'http://x').replace(placeholder, 'x'));

const parsedJson = (text: string): Json | undefined => {
  try {
    return json.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

const plainHttp = z.object({
  method: z.string().nullish(),
  url: z.string().default(''),
  headers: z.record(z.string(), z.string()).nullish(),
  body: json.nullish(),
});
const plainCommand = z.object({ command: z.string().default('') });
const outsideId = z.union([z.string(), z.number()]).nullish();
const plainNexus = z.object({ connection: z.string().nullish(), app_id: outsideId, workflow_id: outsideId });

/** What the fields of a kind show of a configuration; null where they cannot show it. */
const fieldsOf = (kind: string, config: JsonObject): Partial<WorkflowForm> | null => {
  switch (kindNamed(kind)) {
    case 'http': {
      const { data } = plainHttp.safeParse(config);
      return data === undefined
        ? null
        : {
            method: (data.method ?? 'POST').toUpperCase(),
            url: data.url,
            headers: linesFromHeaders(data.headers ?? {}),
            body: data.body === undefined || data.body === null ? '' : JSON.stringify(data.body, null, 2),
          };
    }
    case 'command':
      return plainCommand.safeParse(config).data ?? null;
    case 'nexusai': {
      const { data } = plainNexus.safeParse(config);
      return data === undefined
        ? null
        : {
            connection: data.connection ?? '',
            appId: String(data.app_id ?? ''),
            workflowId: String(data.workflow_id ?? ''),
          };
    }
    case 'sample':
      return {};
    default:
      return null;
  }
};

const httpOf = (form: WorkflowForm): ConfigAnswer => {
  const headers = headersFromLines(form.headers);
  const body = form.body.trim() === '' ? null : parsedJson(form.body);
  const url = form.url.trim();
  if (!isAddress(url) || 'badLine' in headers || body === undefined)
    return {
      issues: {
        ...(isAddress(url) ? {} : { url: issue('url') }),
        ...('badLine' in headers ? { headers: issue('headers', headers.badLine) } : {}),
        ...(body === undefined ? { body: issue('json') } : {}),
      },
    };
  return {
    config: {
      method: form.method,
      url,
      ...(Object.keys(headers.headers).length === 0 ? {} : { headers: headers.headers }),
      ...(body === null ? {} : { body }),
    },
  };
};

const nexusOf = (form: WorkflowForm): ConfigAnswer => {
  const isId = (text: string): boolean => /^([1-9]\d{0,14})?$/.test(text.trim());
  if (!isId(form.appId) || !isId(form.workflowId))
    return {
      issues: {
        ...(isId(form.appId) ? {} : { appId: issue('id') }),
        ...(isId(form.workflowId) ? {} : { workflowId: issue('id') }),
      },
    };
  return {
    config: {
      ...(form.connection === '' ? {} : { connection: form.connection }),
      ...(form.appId.trim() === '' ? {} : { app_id: Number(form.appId) }),
      ...(form.workflowId.trim() === '' ? {} : { workflow_id: Number(form.workflowId) }),
    },
  };
};

const fieldKeys: Readonly<Record<WorkflowKind, readonly string[]>> = {
  http: ['method', 'url', 'headers', 'body'],
  command: ['command'],
  nexusai: ['connection', 'app_id', 'workflow_id'],
  sample: [],
};

const plainConfig = (form: WorkflowForm, kind: WorkflowKind): ConfigAnswer => {
  switch (kind) {
    case 'http':
      return httpOf(form);
    case 'command':
      return form.command === ''
        ? { issues: { command: issue('command') } }
        : { config: { command: form.command } };
    case 'nexusai':
      return nexusOf(form);
    default:
      return { config: {} };
  }
};

/** The configuration that the answers make, or what is wrong with them, by field. */
export const configOf = (form: WorkflowForm): ConfigAnswer => {
  if (form.text !== null) {
    const value = parsedJson(form.text);
    if (value === undefined) return { issues: { text: issue('json') } };
    const { data } = jsonObject.safeParse(value);
    return data === undefined ? { issues: { text: issue('object') } } : { config: data };
  }
  const kind = kindNamed(form.kind);
  if (kind === null) return { config: form.read.config };
  const answer = plainConfig(form, kind);
  if ('issues' in answer || form.read.kind !== kind) return answer;
  const others = Object.entries(form.read.config).filter(([key]) => !fieldKeys[kind].includes(key));
  return { config: { ...answer.config, ...Object.fromEntries(others) } };
};

/** Everything that is wrong with the answers, by field; empty = they can be saved. */
export const issuesOf = (form: WorkflowForm): WorkflowIssues => {
  const answer = configOf(form);
  return {
    ...(form.name.trim() === '' ? { name: issue('name') } : {}),
    ...('issues' in answer ? answer.issues : {}),
  };
};

/** From fields to JSON. Answers that make no configuration yet begin as the one that was read. */
export const asText = (form: WorkflowForm): WorkflowForm => {
  const answer = configOf(form);
  const config = 'config' in answer ? answer.config : form.read.kind === form.kind ? form.read.config : {};
  return { ...form, text: JSON.stringify(config, null, 2) };
};

/** From JSON to fields; null where the JSON is none or the kind's fields cannot show it. */
export const asFields = (form: WorkflowForm): WorkflowForm | null => {
  const answer = configOf(form);
  if ('issues' in answer) return null;
  const fields = fieldsOf(form.kind, answer.config);
  return fields === null
    ? null
    : { ...form, ...fields, text: null, read: { kind: form.kind, config: answer.config } };
};

const empty: WorkflowForm = {
  name: '',
  appName: '',
  kind: 'http',
  method: 'POST',
  url: '',
  headers: '',
  body: '',
  command: '',
  connection: '',
  appId: '',
  workflowId: '',
  text: null,
  read: { kind: 'http', config: {} },
};

/** The form of a workflow; of one without a target that of the default connection; null = a new one. */
export const formOf = (workflow: WorkflowTarget | null): WorkflowForm => {
  if (workflow === null) return empty;
  const kind = workflow.connector ?? 'nexusai';
  const config = jsonObject.safeParse(workflow.config).data ?? {};
  const form: WorkflowForm = {
    ...empty,
    name: workflow.workflowName,
    appName: workflow.appName,
    kind,
    read: { kind, config },
  };
  const fields = fieldsOf(kind, config);
  return fields === null ? { ...form, text: JSON.stringify(config, null, 2) } : { ...form, ...fields };
};
