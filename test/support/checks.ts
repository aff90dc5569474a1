import type { Client, LoggedEvent } from './client.js';
import type { Variables } from './processes.js';
import { liveAndRebuilt } from './rebuilt-tables.js';
import { eventsByKey, isAcknowledged, send, type Attempt, type Load } from './load.js';

/** The log as such: no gap, nothing twice, every stream whole from its beginning. */
export function expectWholeLog(events: readonly LoggedEvent[]): void {
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  expect(events.map(({ position }) => Number(position))).toEqual(events.map((_, index) => index + 1));
  const next = new Map<string, number>();
  for (const { stream, revision, type } of events) {
    expect([stream, revision]).toEqual([stream, next.get(stream) ?? 0]);
    if (revision === 0) expect(['CaseReceived', 'PostedOnline', 'UnionRegistered']).toContain(type);
    next.set(stream, revision + 1);
  }
}

/** What was acknowledged is there once and as its answer said; what is there was asked for, once, and is all there. */
export function expectRecordedOnce(attempts: readonly Attempt[], events: readonly LoggedEvent[]): void {
  const byKey = eventsByKey(events);
  for (const attempt of attempts) {
    const found = byKey.get(attempt.key) ?? [];
    expect(found.length).toBeLessThanOrEqual(1);
    const { openedBy: _, ...content } = attempt.body;
    for (const { data } of found) expect(data).toMatchObject(content);
    if (!isAcknowledged(attempt)) continue;
    const { stepId, revision, position, caseId = attempt.path.split('/')[3] } = attempt.answers.at(-1)!.body;
    expect(found).toMatchObject([{ id: stepId, revision, position, stream: `case-${caseId}` }]);
  }
}

/** Sends everything again: what was acknowledged gets the same answer, and everything is there once in the end. */
export async function expectRetriesToAnswerTheSame(client: Client, load: Load): Promise<void> {
  const before = new Map(load.acknowledged.map(({ key, answers }) => [key, answers.at(-1)!.body]));
  const waiting = [...load.attempts];
  const retry = async () => {
    for (let attempt = waiting.pop(); attempt; attempt = waiting.pop()) {
      const { status, body } = await send(client, attempt);
      expect([attempt.path, status, body]).toEqual([attempt.path, 201, before.get(attempt.key) ?? body]);
    }
  };
  await Promise.all(Array.from({ length: 16 }, retry));
  const events = await client.events();
  expectWholeLog(events);
  const keys = new Set(eventsByKey(events).keys());
  for (const { key } of load.attempts) expect(keys).toContain(key);
}

/** Waits until the tables have the whole log, rebuilds them from nothing as an operator does, and compares every byte. */
export async function expectTablesLikeRebuilt(
  client: Client,
  databaseUrl: string,
  variables: Variables,
): Promise<void> {
  const { live, rebuilt } = await liveAndRebuilt(client, databaseUrl, variables);
  for (const table of ['cases', 'engagements', 'timelines', 'unions']) expect(live[table]!.length).toBeGreaterThan(0);
  expect(rebuilt).toEqual(live);
}
