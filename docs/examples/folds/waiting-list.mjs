/**
 * Who is waiting on a day: each union in each case that somebody called and that has not replied in substance, with the
 * days since the first call. Run it with the day as --as-of: what happened later is then not there.
 */

const DAY = 86_400_000;
const NO_REPLY = ['no_answer', 'hung_up', 'transferred'];

export function initial() {
  return { unions: new Map(), cases: new Map() };
}

/** What is known of one case: the first call to each union, and whether its wait is over. */
function caseOf({ cases }, { subject }) {
  if (!cases.has(subject)) cases.set(subject, { title: '', waits: new Map(), ended: false });
  return cases.get(subject);
}

function open(state, event) {
  caseOf(state, event).title = event.data.title;
}

function replied(state, event) {
  const { waits } = caseOf(state, event);
  const wait = waits.get(event.data.unionId);
  if (wait) wait.over = true;
}

function ended(state, event) {
  caseOf(state, event).ended = true;
}

export const on = {
  UnionRegistered(state, { subject, data }) {
    state.unions.set(subject, data.names.en ?? data.names.zh);
  },
  PostedOnline: open,
  CaseReceived: open,
  UnionCalled(state, event) {
    const { waits } = caseOf(state, event);
    const { unionId, outcome } = event.data;
    const wait = waits.get(unionId) ?? { since: event.happened, calls: 0, unheard: 0, over: false };
    if (event.happened.earliest < wait.since.earliest) wait.since = event.happened;
    wait.calls += 1;
    if (NO_REPLY.includes(outcome)) wait.unheard += 1;
    waits.set(unionId, wait);
  },
  UnionResponded: replied,
  Deflected: replied,
  Intervened: replied,
  Resolved: ended,
  Withdrawn: ended,
  Closed: ended,
  Reopened(state, event) {
    caseOf(state, event).ended = false;
  },
};

export function finish({ cases, unions }, { asOf }) {
  const rows = [];
  for (const [id, { title, waits, ended }] of cases) {
    if (ended) continue;
    for (const [unionId, { since, calls, unheard, over }] of waits) {
      if (over) continue;
      rows.push({
        case: id,
        title,
        union: unions.get(unionId) ?? unionId,
        calls,
        unheard,
        // A date may be a month or a year: between so many days and so many.
        days_low: Math.max(0, Math.floor((asOf + 1 - since.latest) / DAY)),
        days_high: Math.floor((asOf - since.earliest) / DAY),
      });
    }
  }
  return rows.sort((a, b) => b.days_high - a.days_high || (a.case < b.case ? -1 : 1));
}
