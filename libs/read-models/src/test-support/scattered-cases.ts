import { randomUUID } from 'node:crypto';
import type { EventStore } from '#event-store';

const metadata = { schemaVersion: 1, recordedAt: '2022-01-01T00:00:00.000Z', recordedBy: 'tester' };
const UNION = { level: 'district', names: { en: 'A union' }, occurredAt: '2000' };

type Content = readonly [type: string, data: object];

/** For tests: records so many cases with two engagements, whose ends are far from their beginnings in the log. */
export async function recordScattered(store: EventStore, cases: number): Promise<void> {
  const append = (stream: string, contents: readonly Content[], expected: number | 'no_stream') => {
    const events = contents.map(([type, data]) => ({ id: randomUUID(), type, data: { ...data }, metadata }));
    return store.append(stream, events, expected);
  };
  const unions = Array.from({ length: 24 }, () => randomUUID());
  const ids = Array.from({ length: cases }, () => randomUUID());
  const inUnion = (at: number, data: object) => ({ unionId: unions[at % unions.length], ...data });
  const begun = (at: number): Content[] => [
    ['PostedOnline', { title: `Case ${at}`, disputes: [], employers: [], occurredAt: '2021-06-01' }],
    ['UnionCalled', inUnion(at, { outcome: 'reached', occurredAt: '2021-06-02' })],
  ];
  const ended = (at: number): Content[] => [
    ['Deflected', inUnion(at, { reasons: ['not_member'], occurredAt: `2021-06-1${at % 10}` })],
    ['UnionCalled', inUnion(at + 1, { outcome: 'no_answer', occurredAt: '2021-06-21' })],
    at % 50 === 0
      ? ['LinkedAsDuplicate', { duplicateOf: ids[at + 1], occurredAt: '2021-07' }]
      : ['Resolved', { outcome: 'paid_in_full', occurredAt: '2021-07' }],
  ];
  await Promise.all(unions.map((id) => append(`union-${id}`, [['UnionRegistered', UNION]], 'no_stream')));
  await Promise.all(ids.map((id, at) => append(`case-${id}`, begun(at), 'no_stream')));
  await Promise.all(ids.map((id, at) => append(`case-${id}`, ended(at), 1)));
}
