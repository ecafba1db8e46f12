import { jsonObject } from '../../../contract/primitives';
import { startCondition, taskPage } from '../nexus-answers';
import type { NexusClient } from '../nexus-client';
import { NexusFault } from '../nexus-fault';
import type { SourceRow } from './source-row';

const refusedAsNull = (error: unknown): null => {
  if (error instanceof NexusFault && (error.code === 'refused' || error.code === 'server_error')) return null;
  throw error;
};

/**
 * Reads the account's scheduled tasks. The list leaves out who confirms, so tasks of apps in which somebody may have to
 * confirm are asked for one by one; what vanished in between keeps what the list said. @throws {NexusFault}
 */
export const readTasks = async (client: NexusClient, signal: AbortSignal): Promise<readonly SourceRow[]> => {
  const path = '/v1/scheduled_tasks/list?pagination_status=1&page=1&page_size=100';
  const { list } = await client.call({ method: 'GET', path, signal }, taskPage);
  const confirmed = new Map<number, boolean>();
  const rows: SourceRow[] = [];
  for (const row of list) {
    const [id, appId] = [Number(row['id']), Number(row['app_id'])];
    if (!confirmed.has(appId)) confirmed.set(appId, await mayNeedPeople(client, appId, signal));
    const whole =
      confirmed.get(appId) === true && Number.isSafeInteger(id)
        ? await client
            .call({ method: 'GET', path: `/v1/scheduled_tasks/detail/${id}`, signal }, jsonObject)
            .catch(refusedAsNull)
        : null;
    rows.push(whole ?? row);
  }
  return rows;
};

const mayNeedPeople = async (client: NexusClient, appId: number, signal: AbortSignal): Promise<boolean> => {
  if (!Number.isSafeInteger(appId)) return true;
  const path = `/v1/workflow/workflow_start_condition/${appId}`;
  const condition = await client.call({ method: 'GET', path, signal }, startCondition).catch(refusedAsNull);
  return condition === null || condition.need_confirm_nodes.length > 0;
};
