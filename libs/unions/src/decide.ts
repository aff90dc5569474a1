import { DEFAULT_TIME_ZONE, InvalidDate, parseEdtf, type Instant, type Interval } from '#time';
import type { DepartmentAdded, Names, UnionMoved, UnionRegistered, UnionRenamed } from './events/index.js';
import { InvalidContent } from './invalid-content.js';
import { Refusal } from './refusal.js';
import type { UnionCommand, UnionEvent } from './union-event.js';
import { unionOn, type UnionState } from './union-state.js';

export type UnionRefusalCode =
  | 'union_exists'
  | 'unknown_union'
  | 'union_closed'
  | 'in_the_future'
  | 'department_exists'
  | 'nothing_changes'
  | 'own_parent'
  | 'parent_cycle';

export interface UnionContext {
  readonly now: Instant;
  /** The unions that may be named as parents, and theirs; without it parents are taken on trust. */
  union?(id: string): UnionState | undefined;
}

/**
 * The events that a command leads to: one, dated now where the command gives no date and it is no registration.
 * @throws Refusal with a UnionRefusalCode; InvalidContent for a date that the time zone never had
 */
export function decideUnion(state: UnionState, command: UnionCommand, context: UnionContext): UnionEvent[] {
  const occurredAt = command.content.occurredAt ?? new Date(context.now).toISOString();
  const when = readDate(occurredAt);
  if (command.type === 'UnionRegistered') refuseSecondRegistration(state);
  else refuseUnknown(state);
  refuseFuture(when, occurredAt, context.now);
  refuseAfterClosing(state, command, when);
  refuseByType(state, command, when, context);
  // A registration says since when the union exists; nobody said that it was today.
  const data = command.type === 'UnionRegistered' ? command.content : { ...command.content, occurredAt };
  return [{ id: command.stepId, type: command.type, data } as UnionEvent];
}

function refuseByType(state: UnionState, command: UnionCommand, when: Interval, context: UnionContext): void {
  switch (command.type) {
    case 'UnionRegistered':
      refuseRepeatedDepartments(command.content);
      return refuseParent(state, command.content.parentId, when, context);
    case 'UnionRenamed':
      return refuseSameNames(state, command.content, when);
    case 'UnionMoved':
      refuseSamePlace(state, command.content, when);
      return refuseParent(state, command.content.parentId, when, context);
    case 'DepartmentAdded':
      return refuseKnownDepartment(state, command.content);
    case 'UnionClosed':
      return;
  }
}

function refuse(code: UnionRefusalCode, message: string, details: Record<string, unknown>): never {
  throw new Refusal<UnionRefusalCode>(code, message, details);
}

function readDate(occurredAt: string): Interval {
  try {
    return parseEdtf(occurredAt, DEFAULT_TIME_ZONE);
  } catch (error) {
    if (error instanceof InvalidDate) throw new InvalidContent([{ field: 'occurredAt', message: error.reason }]);
    throw error;
  }
}

function refuseSecondRegistration({ unionId, revision }: UnionState): void {
  if (revision >= 0) refuse('union_exists', `union ${unionId} is registered already`, { unionId });
}

function refuseUnknown({ unionId, revision }: UnionState): void {
  if (revision < 0) refuse('unknown_union', `there is no union ${unionId}`, { unionId });
}

function refuseFuture(when: Interval, occurredAt: string, now: Instant): void {
  if (when.earliest <= now) return;
  refuse('in_the_future', `${occurredAt} is in the future`, { occurredAt, now: new Date(now).toISOString() });
}

/** What happened before the closing may be recorded after it; a second closing may not. */
function refuseAfterClosing({ unionId, closed }: UnionState, { type }: UnionCommand, when: Interval): void {
  if (!closed || (type !== 'UnionClosed' && when.earliest < closed.latest)) return;
  refuse('union_closed', `union ${unionId} was closed`, { unionId, closed: isoInterval(closed) });
}

function refuseSameNames(state: UnionState, { names, aliases }: UnionRenamed, when: Interval): void {
  const before = unionOn(state, when.earliest);
  if (names && !sameNames(names, before.names)) return;
  if (aliases && !sameTexts(aliases, before.aliases)) return;
  refuse('nothing_changes', `union ${state.unionId} already had these names`, { unionId: state.unionId });
}

function refuseSamePlace(state: UnionState, { level, parentId }: UnionMoved, when: Interval): void {
  const before = unionOn(state, when.earliest);
  if (level !== undefined && level !== before.level) return;
  if (parentId !== undefined && parentId !== before.parentId) return;
  const { unionId } = state;
  refuse('nothing_changes', `union ${unionId} already had this level and parent`, { unionId });
}

function refuseKnownDepartment({ unionId, departments }: UnionState, { names }: DepartmentAdded): void {
  const known = departments.find((one) => shareName(one.names, names));
  if (!known) return;
  refuse('department_exists', `union ${unionId} has this department`, { unionId, department: known.names });
}

function refuseRepeatedDepartments({ departments = [] }: UnionRegistered): void {
  const department = departments.find((one, index) =>
    departments.slice(0, index).some((other) => shareName(one, other)),
  );
  if (department) refuse('department_exists', 'a department is named twice', { department });
}

function refuseParent(
  state: UnionState,
  parentId: string | null | undefined,
  when: Interval,
  { now, union }: UnionContext,
): void {
  const { unionId } = state;
  if (parentId === undefined || parentId === null) return;
  if (parentId === unionId) refuse('own_parent', 'a union cannot be its own parent', { unionId });
  if (!union) return;
  const parent = union(parentId);
  if (!parent || parent.revision < 0) {
    return refuse('unknown_union', `there is no union ${parentId}`, { unionId: parentId });
  }
  if (parent.closed && when.earliest >= parent.closed.latest) {
    refuse('union_closed', `union ${parentId} was closed`, { unionId: parentId, closed: isoInterval(parent.closed) });
  }
  const movesLater = state.levels.some(({ from }) => from !== null && from.earliest > when.earliest);
  // A parent that holds until today must not lead back today either.
  for (const instant of movesLater ? [when.earliest] : [when.earliest, now]) {
    const chain = ancestors(parent, instant, union);
    if (chain.includes(unionId))
      refuse('parent_cycle', `union ${parentId} is below union ${unionId}`, { unionId, chain });
  }
}

/** The union's id, its parent's and so on, as they were at a moment; ends where one is unknown or comes round again. */
function ancestors(union: UnionState, instant: Instant, lookUp: (id: string) => UnionState | undefined): string[] {
  const chain: string[] = [];
  for (let at: UnionState | undefined = union; at && at.revision >= 0 && !chain.includes(at.unionId);) {
    chain.push(at.unionId);
    const { parentId }: { parentId: string | null } = unionOn(at, instant);
    at = parentId === null ? undefined : lookUp(parentId);
  }
  return chain;
}

function sameNames(a: Names, b: Names): boolean {
  return a.zh === b.zh && a.en === b.en;
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

/** Departments are told apart by either name, however it is capitalised. */
function shareName(a: Names, b: Names): boolean {
  return sameWord(a.zh, b.zh) || sameWord(a.en, b.en);
}

function sameWord(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && fold(a) === fold(b);
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

function isoInterval({ earliest, latest }: Interval): { earliest: string; latest: string } {
  return { earliest: new Date(earliest).toISOString(), latest: new Date(latest).toISOString() };
}
