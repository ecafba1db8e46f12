import { Client } from 'pg';

/** A transaction that is open until somebody ends it. */
export interface LeftOpen {
  commit(): Promise<void>;
  /** Leaves without a commit; nothing happens where it has ended already. */
  leave(): Promise<void>;
}

/** Somebody's transaction that touched rows and is left open, over a connection that is not the product's. */
export const leftOpen = async (
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<LeftOpen> => {
  const client = new Client({ connectionString: url, application_name: 'somebody' });
  await client.connect();
  await client.query('BEGIN');
  await client.query(text, [...values]);
  let left: Promise<void> | null = null;
  const leave = (): Promise<void> => (left ??= client.end());
  return {
    leave,
    commit: async () => {
      await client.query('COMMIT');
      await leave();
    },
  };
};
