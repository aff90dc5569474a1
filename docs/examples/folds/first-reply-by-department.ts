/**
 * How soon each department of a union replied: days from the first call to it until its first reply of any kind, with
 * those that never did. A reply that names no department is taken for that of the one called last. Run it with --corrected, or with a day as --as-of.
 */

interface Interval {
  earliest: number;
  latest: number;
}

interface Event {
  type: string;
  subject: string;
  happened: Interval;
  data: { unionId?: string; department?: string; names?: { en?: string; zh?: string } };
}

interface Wait {
  called: Interval;
  reply?: { type: string; at: Interval };
}

interface State {
  unions: Record<string, string>;
  /** By case and union. */
  lastCalled: Record<string, string>;
  /** By case, union and department. */
  waits: Record<string, Wait & { unionId: string; department: string }>;
}

const DAY = 86_400_000;

export const initial = (): State => ({ unions: {}, lastCalled: {}, waits: {} });

const NONE = '(none named)';

/** The first reply after the call stands; of imprecise dates, one that may have come after it. */
function replied({ lastCalled, waits }: State, { type, subject, happened, data }: Event): void {
  const own = `${subject} ${data.unionId}`;
  const wait = waits[`${own} ${data.department ?? lastCalled[own]}`];
  if (!wait || wait.reply || happened.latest <= wait.called.earliest) return;
  wait.reply = { type, at: happened };
}

export const on = {
  UnionRegistered(state: State, { subject, data }: Event) {
    state.unions[subject] = data.names?.en ?? data.names?.zh ?? subject;
  },
  UnionCalled({ lastCalled, waits }: State, { subject, happened, data }: Event) {
    const { unionId = '', department = NONE } = data;
    const own = `${subject} ${unionId}`;
    lastCalled[own] = department;
    waits[`${own} ${department}`] ??= { unionId, department, called: happened };
  },
  UnionResponded: replied,
  Deflected: replied,
  Intervened: replied,
};

export function finish({ unions, waits }: State) {
  const departments = new Map<
    string,
    object & { calls: number; replies: number; days_low: number; days_high: number }
  >();
  for (const { unionId, department, called, reply } of Object.values(waits)) {
    const key = `${unionId} ${department}`;
    const row = departments.get(key) ?? {
      union: unions[unionId] ?? unionId,
      department,
      calls: 0,
      replies: 0,
      days_low: 0,
      days_high: 0,
    };
    row.calls += 1;
    if (reply) {
      row.replies += 1;
      // Whole days until the slowest reply, between two bounds: a date is a day at least, and may be a month or a year.
      row.days_low = Math.max(row.days_low, Math.floor((reply.at.earliest - called.latest) / DAY));
      row.days_high = Math.max(row.days_high, Math.floor((reply.at.latest - 1 - called.earliest) / DAY));
    }
    departments.set(key, row);
  }
  return [...departments.values()];
}
