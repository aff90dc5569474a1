import type { LedgerEvent } from '../seeded-ledger.js';

type Content = Readonly<Record<string, unknown>>;

/** The lines of an import file that say what the events do: the unions, then each case in one line. */
export function* importLines(events: readonly LedgerEvent[]): Generator<string> {
  const cases = new Map<string, LedgerEvent[]>();
  for (const one of events) {
    const { stream, event } = one;
    if (event.type === 'UnionRegistered') yield lineOf(unionItem(keyOf(stream), event.data));
    else if (cases.has(stream)) cases.get(stream)!.push(one);
    else cases.set(stream, [one]);
  }
  for (const [stream, own] of cases) yield lineOf(caseItem(keyOf(stream), own));
}

function unionItem(key: string, { occurredAt, names, ...fields }: Content): Content {
  return { kind: 'union', key, at: occurredAt, ...(names as Content), ...fields };
}

function caseItem(key: string, [opening, ...steps]: readonly LedgerEvent[]): Content {
  const { occurredAt, ...about } = opening!.event.data;
  return { kind: 'case', key, opened: { by: 'posted_online', at: occurredAt }, ...about, steps: steps.map(stepItem) };
}

function stepItem({ revision, event: { type, data } }: LedgerEvent): Content {
  const { occurredAt, unionId, creditedTo, ...fields } = data as Content & { readonly unionId?: string };
  return {
    key: `step ${revision}`,
    type: type.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase(),
    at: occurredAt,
    ...(unionId !== undefined && { union: keyOf(unionId) }),
    ...(creditedTo !== undefined && { credited: creditedTo }),
    ...fields,
  };
}

/** A UUID would be taken for an id, not for a name of the file's own. */
function keyOf(stream: string): string {
  return `of ${stream.replace(/^(case|union)-/, '')}`;
}

function lineOf(item: object): string {
  return `${JSON.stringify(item)}\n`;
}
