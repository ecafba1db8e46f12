import { z } from 'zod';
import { json, jsonObject } from '../../contract/primitives';

/** Every answer's envelope; `code` is 0 for success. */
export const envelope = z.looseObject({ code: z.number(), detail: z.unknown(), data: json.optional() });

/** What a refusal carries: a sentence, or FastAPI's list of places. */
export const refusal = z.looseObject({
  detail: z.union([
    z.string(),
    z.array(z.looseObject({ loc: z.array(z.unknown()).optional(), msg: z.string().optional() })),
  ]),
});

export const signInAnswer = z.looseObject({ access_token: z.string().min(1) });

export const userInfo = z.looseObject({
  uid: z.number(),
  nickname: z.string().nullish(),
  team_id: z.number().nullish(),
  team_name: z.string().nullish(),
});

export const startCondition = z.looseObject({
  app_id: z.number(),
  workflow_id: z.number().int().positive(),
  publish_status: z.number(),
  start_node: z.looseObject({ data: z.looseObject({ input: jsonObject.nullish() }) }),
  need_confirm_nodes: z
    .array(z.looseObject({ node_id: z.string(), node_name: z.string().nullish() }))
    .nullish()
    .transform((nodes) => nodes ?? []),
});
export type StartCondition = z.infer<typeof startCondition>;

export const startAnswer = z.looseObject({
  workflow_id: z.number().int().positive(),
  app_run_id: z.number().int().positive(),
});
export type StartAnswer = z.infer<typeof startAnswer>;

const count = z
  .number()
  .nullish()
  .transform((value) => value ?? 0);

/** Statuses as the log calls map them. */
export const outsideStatus = { running: 1, succeeded: 2, failed: 3 } as const;

const runRow = z.looseObject({
  /** 1 = a draft, whose runner confirms; 2 = published. */
  type: z.number().nullish(),
  status: z.number(),
  error: z.string().nullish(),
  completed_steps: count,
  total_steps: count,
  need_human_confirm: count,
  paused: count,
  elapsed_time: count,
  prompt_tokens: count,
  completion_tokens: count,
  total_tokens: count,
  embedding_tokens: count,
  reranking_tokens: count,
});

const nodeRow = z.looseObject({
  id: z.number(),
  node_name: z.string().nullish(),
  node_type: z.string().nullish(),
  /** As stored: 2 executing, 3 done, 4 failed. */
  status: z.number().nullish(),
  error: z.string().nullish(),
  outputs: json.nullish(),
  file_list: z.array(json).nullish(),
  elapsed_time: z.number().nullish(),
  need_human_confirm: count,
  human_confirm_info: z
    .array(z.looseObject({ user_id: z.number().nullish(), nickname: z.string().nullish() }))
    .nullish()
    .transform((people) => people ?? []),
});
export type NodeRow = z.infer<typeof nodeRow>;

/** One run with its nodes; both lists are empty until its first node exists. */
export const runLog = z.looseObject({
  list: z
    .array(nodeRow)
    .nullish()
    .transform((rows) => rows ?? []),
  app_run_data: z
    .array(runRow)
    .nullish()
    .transform((rows) => rows ?? []),
});
export type RunLog = z.infer<typeof runLog>;

/** One step's execution, with the definition of what a person fills in. */
export const nodeInfo = z.looseObject({
  node_type: z.string().nullish(),
  /** Who started the run. */
  exec_user_id: z.number().nullish(),
  node_graph: z
    .looseObject({
      data: z
        .looseObject({ input: jsonObject.nullish(), knowledge_base_mapping: jsonObject.nullish() })
        .nullish(),
    })
    .nullish(),
  outputs: json.nullish(),
});
export type NodeInfo = z.infer<typeof nodeInfo>;

/** A row of `workspace_workflow_log_list`. The outer join yields rows without a run for an app that has none. */
export const ownerLogPage = z.looseObject({
  list: z
    .array(
      z.looseObject({
        app_runs_id: z.number().nullish(),
        app_runs_name: z.string().nullish(),
        app_runs_status: z.number().nullish(),
        workflow_id: z.number().nullish(),
      }),
    )
    .nullish()
    .transform((rows) => rows ?? []),
});

/** A row of `workspace_workflow_process_log`: runs of the user, whoever owns the app. */
export const processLogPage = z.looseObject({
  list: z
    .array(
      z.looseObject({
        app_run_id: z.number().nullish(),
        app_runs_name: z.string().nullish(),
        status: z.number().nullish(),
        workflow_id: z.number().nullish(),
      }),
    )
    .nullish()
    .transform((rows) => rows ?? []),
  total_pages: z.number().nullish(),
});

export const taskPage = z.looseObject({ list: z.array(jsonObject), total_count: z.number().nullish() });
