/** Batches of rows until one is empty; the next is on its way while one is worked on. */
export async function* batches<Row>(fetch: () => Promise<Row[]>): AsyncGenerator<Row[], void, undefined> {
  for (let next = fetch(); ;) {
    const rows = await next;
    if (rows.length === 0) return;
    next = fetch();
    // It may fail before it is waited for.
    next.catch(() => undefined);
    yield rows;
  }
}
