import type { ClientBase } from 'pg';

/**
 * One transaction, committed when `work` resolves. Its statements see what was committed before each of them, whatever
 * the database's default is: whoever waited for a lock must see what its holder did.
 */
export async function inTransaction<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
