import type { Interval } from '#time';
import { occurrence } from './occurrence.js';
import type { RecordedUnionEvent } from './union-event.js';
import { emptyUnion, type KnownUnionEvent, type LevelPeriod, type NamePeriod, type UnionState } from './union-state.js';

/** The state after one more event; the one before stays as it was. */
export function evolveUnion(state: UnionState, event: RecordedUnionEvent): UnionState {
  return withPeriods(apply(state, event, new Map(state.events)));
}

/** The state that a union's events lead to, given in the order of their revisions. */
export function foldUnion(unionId: string, events: Iterable<RecordedUnionEvent>): UnionState {
  const known = new Map<string, KnownUnionEvent>();
  let state = emptyUnion(unionId);
  for (const event of events) state = apply(state, event, known);
  return withPeriods(state);
}

/** All but the periods; `events` is the caller's to share, and gains the event. */
function apply(state: UnionState, event: RecordedUnionEvent, events: Map<string, KnownUnionEvent>): UnionState {
  const known = remembered(event);
  events.set(event.id, known);
  const next = { ...state, revision: event.revision, events };
  switch (known.type) {
    case 'UnionRegistered': {
      const { region, sector, departments = [] } = known.content;
      return {
        ...next,
        departments: departments.map((names) => ({ from: null, names })),
        ...(event.data.occurredAt !== undefined && { begun: occurrence(known.content).earliest }),
        ...(region && { region }),
        ...(sector && { sector }),
      };
    }
    case 'DepartmentAdded': {
      const department = { from: occurrence(known.content), names: known.content.names };
      return { ...alive(next, department.from), departments: [...state.departments, department] };
    }
    case 'UnionClosed': {
      const closed = occurrence(known.content);
      return { ...alive(next, closed), closed };
    }
    case 'UnionRenamed':
    case 'UnionMoved':
      return alive(next, occurrence(known.content));
  }
}

/** What happened to a union happened while it existed, whatever the date of its registration. */
function alive(state: UnionState, { earliest }: Interval): UnionState {
  const { begun } = state;
  return begun === undefined ? state : { ...state, begun: Math.min(begun, earliest) };
}

function remembered({ type, revision, position, data, recordedAt }: RecordedUnionEvent): KnownUnionEvent {
  const content = data.occurredAt === undefined ? { ...data, occurredAt: recordedAt } : data;
  return { type, revision, position, content } as KnownUnionEvent;
}

/** Works the periods out anew, since a change recorded late alters what the partial changes after it leave standing. */
function withPeriods(state: UnionState): UnionState {
  const levels: LevelPeriod[] = [];
  const namings: NamePeriod[] = [];
  for (const { type, content } of inOrderOfTime(state)) {
    if (type === 'UnionRegistered') {
      const { level, parentId = null, names, aliases = [] } = content;
      levels.push({ from: null, level, parentId });
      namings.push({ from: null, names, aliases });
    } else if (type === 'UnionMoved') {
      const before = levels.at(-1)!;
      const { level = before.level, parentId = before.parentId } = content;
      levels.push({ from: occurrence(content), level, parentId });
    } else if (type === 'UnionRenamed') {
      const before = namings.at(-1)!;
      const { names = before.names, aliases = before.aliases } = content;
      namings.push({ from: occurrence(content), names, aliases });
    }
  }
  const { names = {}, aliases = [] } = namings.at(-1) ?? {};
  return { ...state, levels, namings, names, aliases };
}

/** The registration first, whenever it was made, then by the earliest moment; of the same moment, as recorded. */
function inOrderOfTime({ events }: UnionState): KnownUnionEvent[] {
  const [registered, ...changes] = events.values();
  if (!registered) return [];
  const dated = changes.map((event) => ({ event, at: occurrence(event.content).earliest }));
  return [registered, ...dated.sort((a, b) => a.at - b.at).map(({ event }) => event)];
}
