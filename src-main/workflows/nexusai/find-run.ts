import { ownerLogPage, processLogPage } from './nexus-answers';
import type { NexusClient } from './nexus-client';
import { NexusFault } from './nexus-fault';

/** A run as the server's lists show it. `status` as the lists map it: 1 running, 2 succeeded, 3 failed. */
export interface FoundRun {
  readonly appRunId: number;
  readonly workflowId: number;
  readonly status: number;
}

interface Search {
  readonly client: NexusClient;
  readonly appId: number;
  readonly runName: string;
  /** The part of the name that no other run has: lists search with LIKE, where `%` and `_` mean something. */
  readonly needle: string;
  readonly signal: AbortSignal;
}

/** Runs of the last hours at most: the lists are newest first. */
const pages = 4;
const pageSize = 50;

const inOwnersList = async ({ client, appId, runName, needle, signal }: Search): Promise<FoundRun | null> => {
  // All five must be sent: the server fails on what is left out. Only the app's owner sees anything here.
  const body = { page: 1, page_size: pageSize, app_id: appId, app_runs_name: needle, app_runs_status: 0 };
  const path = '/v1/workspace/workspace_workflow_log_list';
  const page = await client.call({ method: 'POST', path, body, signal }, ownerLogPage);
  const row = page.list.find((one) => one.app_runs_name === runName);
  if (!row?.app_runs_id || !row.workflow_id) return null;
  return { appRunId: row.app_runs_id, workflowId: row.workflow_id, status: row.app_runs_status ?? 1 };
};

const inProcessList = async ({ client, runName, signal }: Search): Promise<FoundRun | null> => {
  for (let page = 1; page <= pages; page += 1) {
    const body = { page, page_size: pageSize, show_status: 3 };
    const path = '/v1/workspace/workspace_workflow_process_log';
    const answer = await client.call({ method: 'POST', path, body, signal }, processLogPage);
    const row = answer.list.find((one) => one.app_runs_name === runName);
    if (row?.app_run_id && row.workflow_id) {
      return { appRunId: row.app_run_id, workflowId: row.workflow_id, status: row.status ?? 1 };
    }
    if (answer.list.length < pageSize) return null;
  }
  return null;
};

/**
 * Looks for a run by its name in both lists the server has. Null only when at least one list could be read and neither
 * has it. @throws {NexusFault} when neither can be read
 */
export const findRun = async (search: Search): Promise<FoundRun | null> => {
  const faults: NexusFault[] = [];
  for (const look of [inOwnersList, inProcessList]) {
    try {
      const found = await look(search);
      if (found !== null) return found;
    } catch (error) {
      if (!(error instanceof NexusFault) || error.code === 'stopped') throw error;
      faults.push(error);
    }
  }
  // The owners' list is silent about apps of others: its "no" alone proves nothing.
  const [fault] = faults;
  if (fault !== undefined) throw fault;
  return null;
};
