import { Client } from 'pg';

/** One statement over a connection of its own, as somebody else would send it. */
export const onServer = async (url: string, sql: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};
