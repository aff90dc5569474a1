import { foldCase, type CaseState, type RecordedCaseEvent } from '#cases';
import { emptyUnion, type Level, type UnionState } from '#unions';
import { historyOf } from './history-of.js';
import type { CaseInFrame } from './tabulations/fact.js';

/** For tests: a case folded from steps told as `[id, type, date, content]`, recorded in the order told. */
export type Told = readonly [id: string, type: string, occurredAt: string, content?: object];

export function toldCase(...steps: readonly Told[]): CaseState {
  return foldCase('case', steps.map(toldEvent));
}

export function toldEvent([id, type, occurredAt, content]: Told, revision: number): RecordedCaseEvent {
  return {
    id,
    type: type as RecordedCaseEvent['type'],
    data: { occurredAt, ...content },
    revision,
    position: String(revision),
    recordedAt: '2026-01-01T00:00:00.000Z',
    recordedBy: 'test',
  };
}

export const opened = (occurredAt: string): Told => [
  'opening',
  'PostedOnline',
  occurredAt,
  { title: 'A case', timeZone: 'Asia/Shanghai', disputes: [], employers: [] },
];

export const called = (id: string, unionId: string, at: string, more: object = {}): Told => [
  id,
  'UnionCalled',
  at,
  { unionId, outcome: 'reached', aware: 'unknown', ...more },
];

export const deflected = (id: string, unionId: string, at: string, more: object = {}): Told => [
  id,
  'Deflected',
  at,
  { unionId, reasons: ['not_member'], ...more },
];

export const responded = (id: string, unionId: string, at: string, more: object = {}): Told => [
  id,
  'UnionResponded',
  at,
  { unionId, kind: 'commitment', ...more },
];

export const intervened = (id: string, unionId: string, at: string, more: object = {}): Told => [
  id,
  'Intervened',
  at,
  { unionId, kinds: ['negotiated'], prompted: 'by_call', ...more },
];

export const resolved = (id: string, at: string, ...credited: string[]): Told => [
  id,
  'Resolved',
  at,
  { outcome: 'paid_in_full', creditedTo: credited.map((unionId) => ({ unionId })) },
];

/** A told case as tabulations see it, with unions that have been at their levels for ever. */
export function inFrame(levels: Readonly<Record<string, Level>>, ...steps: readonly Told[]): CaseInFrame {
  const history = historyOf(toldCase(...steps));
  const unions = Object.entries(levels).map(([unionId, level]): [string, UnionState] => [
    unionId,
    { ...emptyUnion(unionId), levels: [{ from: null, level, parentId: null }] },
  ]);
  const asOf = Date.parse('2026-01-01T00:00:00.000Z');
  return { caseId: 'case', history: { ...history, opening: history.opening! }, unions: new Map(unions), asOf };
}

export const reopened = (id: string, closedOn: string, on: string): Told[] => [
  [`closing ${id}`, 'Closed', closedOn],
  [id, 'Reopened', on],
];
