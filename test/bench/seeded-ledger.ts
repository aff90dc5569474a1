import { v5 as uuidv5 } from 'uuid';
import type { NewEvent } from '#event-store';

/** An event and where it goes; `revision` is the one it will have. */
export interface LedgerEvent {
  readonly stream: string;
  readonly revision: number;
  readonly event: NewEvent;
}

export interface SeededLedger {
  /** Registers the unions; comes first. */
  readonly unions: LedgerEvent[];
  /** Case events in time order, as a live ledger has them: cases interleaved, five to eight steps each. */
  cases(): Generator<LedgerEvent>;
}

const DAY_MS = 86_400_000;
/** Of Asia/Shanghai, the time zone of all cases. */
const ZONE_OFFSET_MS = 8 * 3_600_000;
const START = Date.UTC(2018, 9, 1);
const NAMESPACE = '5b0f7a52-6b1c-4d0e-9d5e-1a0f6a5d7c11';
/** With lives of up to two months some 3,000 cases are alive at a time. */
const CASES_A_DAY = 100;
const LEVELS = ['national', 'provincial', 'municipal', 'district', 'subdistrict', 'enterprise'];
const SECTORS = ['construction', 'couriers', 'food_delivery', 'cleaning', 'manufacturing', 'taxi'];
const DISPUTES = ['wage_arrears', 'work_injury', 'overtime', 'termination', 'social_insurance'];
const REASONS = ['not_member', 'jurisdiction', 'no_authority', 'out_of_scope', 'low_odds', 'no_petitions'];

export interface SeededOptions {
  readonly seed?: number;
  readonly unions?: number;
  /** Opened a day. */
  readonly casesADay?: number;
  /** Share of the calls that are corrected later; an import file knows no corrections. */
  readonly corrected?: number;
}

/** A model of calls, silences, deflections, interventions and corrections; the same seed gives the same ledger. */
export function seededLedger(
  events: number,
  { seed = 1, unions = 200, casesADay = CASES_A_DAY, corrected = 0 }: SeededOptions = {},
): SeededLedger {
  const random = mulberry32(seed);
  const pace = { casesADay, corrected };
  const unionIds = Array.from({ length: unions }, (_, index) => uuidv5(`union ${seed} ${index}`, NAMESPACE));
  return { unions: unionIds.map(registration), cases: () => caseEvents(events, seed, random, unionIds, pace) };
}

function registration(unionId: string, index: number): LedgerEvent {
  const level = LEVELS[index % LEVELS.length]!;
  const data = { level, region: '440300', names: { en: `Federation ${index}` }, occurredAt: '2018-01-01' };
  return {
    stream: `union-${unionId}`,
    revision: 0,
    event: newEvent(`register ${unionId}`, 'UnionRegistered', data, START),
  };
}

function* caseEvents(
  events: number,
  seed: number,
  random: () => number,
  unionIds: readonly string[],
  { casesADay, corrected }: { readonly casesADay: number; readonly corrected: number },
) {
  const due = new Map<number, LedgerEvent[]>();
  let planned = 0;
  for (let day = 0, sent = 0; sent < events; day++) {
    for (let n = 0; n < casesADay && planned < events; n++) {
      const steps = plan(`${seed} ${day} ${n}`, START + day * DAY_MS, random, unionIds, corrected);
      for (const step of steps) {
        const on = Math.floor((recordedAt(step) - START) / DAY_MS);
        due.set(on, [...(due.get(on) ?? []), step]);
      }
      planned += steps.length;
    }
    const today = (due.get(day) ?? []).sort((a, b) => recordedAt(a) - recordedAt(b));
    due.delete(day);
    for (const step of today) if (sent++ < events) yield step;
  }
}

const recordedAt = (step: LedgerEvent) => Date.parse(step.event.metadata.recordedAt as string);

/** One case: opened, one to three unions called, each answering in its way or not at all, then an end or none. */
function plan(
  key: string,
  midnight: number,
  random: () => number,
  unionIds: readonly string[],
  corrected: number,
): LedgerEvent[] {
  const caseId = uuidv5(key, NAMESPACE);
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
  const steps: LedgerEvent[] = [];
  const wanted = 5 + Math.floor(random() * 4);
  let at = midnight + Math.floor(random() * DAY_MS);
  const record = (type: string, data: object, laterByDays: number) => {
    at += 1_000 + Math.floor(random() * laterByDays * DAY_MS);
    const revision = steps.length;
    const local = new Date(at + ZONE_OFFSET_MS).toISOString();
    const occurredAt = random() < 0.7 ? `${local.slice(0, 16)}+08:00` : local.slice(0, 10);
    const event = newEvent(`${key} ${revision}`, type, { occurredAt, ...data }, at + 60_000);
    steps.push({ stream: `case-${caseId}`, revision, event });
  };
  /** Who picked up was misheard. */
  const correct = ({ event: { id: stepId, data } }: LedgerEvent) => {
    const { occurredAt, ...call } = data as Record<string, string>;
    record('StepCorrected', { stepId, content: { occurredAt, ...call, outcome: 'no_answer' }, why: 'misheard' }, 2);
  };
  const title = `Workers unpaid on site ${key}`;
  record(
    'PostedOnline',
    { title, sector: pick(SECTORS), region: '440300', disputes: [pick(DISPUTES)], timeZone: 'Asia/Shanghai' },
    1,
  );
  while (steps.length < wanted - 1) {
    const unionId = pick(unionIds);
    const outcome = pick(['reached', 'reached', 'no_answer', 'hung_up']);
    record('UnionCalled', { unionId, outcome, caller: 'organisation', aware: pick(['yes', 'no', 'unknown']) }, 5);
    if (corrected > 0 && random() < corrected) correct(steps.at(-1)!);
    if (outcome !== 'reached' || steps.length >= wanted - 1) continue;
    const answer = random();
    if (answer < 0.45) record('Deflected', { unionId, reasons: [pick(REASONS)], direction: 'down' }, 3);
    else if (answer < 0.6) record('UnionResponded', { unionId, kind: pick(['information', 'commitment']) }, 10);
    else if (answer < 0.75) record('Intervened', { unionId, kinds: ['contacted_employer'], prompted: 'by_call' }, 15);
  }
  if (random() < 0.5) record('Resolved', { outcome: 'paid_in_part', creditedTo: [] }, 10);
  else record('NoteAdded', { note: 'Called the worker again; nothing new.' }, 10);
  return steps;
}

function newEvent(key: string, type: string, data: object, at: number): NewEvent {
  const recordedAt = new Date(at).toISOString();
  const metadata = {
    schemaVersion: type === 'Deflected' ? 2 : 1,
    recordedAt,
    recordedBy: 'seeded',
    correlationId: uuidv5(`c${key}`, NAMESPACE),
  };
  return { id: uuidv5(key, NAMESPACE), type, data: data as NewEvent['data'], metadata };
}

/** A small seeded generator of numbers in [0, 1): statistics do not hang on its quality, repeatability does. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
