import type { RecordedEvent } from '#event-store';
import { eventsOf } from '#event-store';
import { recordedAt, unionsNamedIn } from '#ledger';
import { caseAt, FrameRequest, momentOf, type CaseAt, type Moment } from '#read-models';
import type { UnionState } from '#unions';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { wrongUsage } from '../failure.js';
import { orWrongUsage, requestOf } from '../asked.js';
import { inJson } from '../reports/reporting.js';
import { noSuch, subjectNamed } from '../subject-named.js';
import { storyText } from '../tables/story-text.js';
import { inLog, type Workplace } from '../workplace.js';

export interface HistoryOptions {
  readonly source?: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly json?: boolean;
}

/** Prints one case's story from its events, with what was known when. */
export async function historyCommand({
  name,
  source,
  json,
  ...dates
}: HistoryOptions & { readonly name: string }): Promise<ExitStatus> {
  const moment = await orWrongUsage(async () => momentAsked(dates, Date.now()));
  const subject = subjectNamed(name, source);
  const { kind, id } = subject;
  if (kind !== 'case') throw wrongUsage(`${name} is no case: a case is case:KEY or case:UUID`);
  return inLog(async (log) => {
    const events = await known(log, id, moment);
    const unions = await unionsIn(log, events);
    const found = caseAt(id, events, unions, moment);
    if (!found) throw wrongUsage(`${noSuch(name, subject, source)}${told(dates)}`);
    console.log(json ? inJson(found) : storyOf(found, events, unions, moment));
    return EXIT.done;
  });
}

function momentAsked(dates: { asOf?: string; knownAt?: string }, now: number): Moment {
  const { asOf, knownAt } = requestOf(FrameRequest, dates);
  return { asOf: momentOf('asOf', asOf, now), knownAt: momentOf('knownAt', knownAt, now) };
}

function told({ asOf, knownAt }: Pick<HistoryOptions, 'asOf' | 'knownAt'>): string {
  const parts = [asOf && `as of ${asOf}`, knownAt && `known at ${knownAt}`].filter(Boolean);
  return parts.length > 0 ? ` ${parts.join(', ')}` : '';
}

async function known(
  { store }: Pick<Workplace, 'store'>,
  caseId: string,
  { knownAt }: Moment,
): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const event of eventsOf(store.readStream(`case-${caseId}`))) {
    if (recordedAt(event) > knownAt) break;
    events.push(event);
  }
  return events;
}

async function unionsIn(
  { ledger }: Pick<Workplace, 'ledger'>,
  events: readonly RecordedEvent[],
): Promise<ReadonlyMap<string, UnionState>> {
  const ids = new Set(events.flatMap(({ data }) => unionsNamedIn({ content: data })));
  const unions = await Promise.all([...ids].map(async (id) => [id, await ledger.loadUnion(id)] as const));
  return new Map(unions.filter(([, { revision }]) => revision >= 0));
}

function storyOf(
  found: CaseAt,
  events: readonly RecordedEvent[],
  unions: ReadonlyMap<string, UnionState>,
  moment: Moment,
): string {
  const names = new Map(
    [...unions].map(
      ([
        id,
        {
          names: { en, zh },
        },
      ]) => [id, en ?? zh ?? id],
    ),
  );
  return storyText(found, events, names, { ...moment, width: process.stdout.columns || 100 });
}
