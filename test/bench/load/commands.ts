import type { LedgerEvent } from '../seeded-ledger.js';
import type { Feed } from './feed.js';

/** A write over HTTP. */
export interface Command {
  readonly path: string;
  readonly body: string;
}

/** Steps of each case that are in the log before the commands come; they tell the others. */
const STEPS_BEFORE = 3;

/** Of so many commands one opens a case; the others are steps of cases that are there. */
const STEPS_PER_CASE = 6;

export interface HalfToldCases {
  readonly before: readonly LedgerEvent[];
  readonly commands: Command[];
}

/**
 * The ledger's own cases, of five to eight steps and up to three unions, told in part by the log and in part by commands
 * in the order of a live ledger: some open a case, the others go on with one.
 */
export function halfToldCases(feed: Feed, commands: number): HalfToldCases {
  const before: LedgerEvent[] = [];
  const told: Command[] = [];
  while (told.length < commands) {
    const [event] = feed.take(1) as [LedgerEvent];
    if (event.revision < STEPS_BEFORE) before.push(event);
    else told.push(stepOf(event));
    if (told.length % STEPS_PER_CASE === 1) told.push(openingOf(event));
  }
  return { before, commands: told.slice(0, commands) };
}

function stepOf({ stream, event: { type, data } }: LedgerEvent): Command {
  const step = type.replace(/(?<=[a-z])[A-Z]/g, (capital) => `-${capital}`).toLowerCase();
  return command(`/v1/cases/${stream.slice('case-'.length)}/steps/${step}`, data);
}

function openingOf({ event }: LedgerEvent): Command {
  return command('/v1/cases', {
    openedBy: 'posted_online',
    title: `Workers unpaid on site ${event.id}`,
    sector: 'construction',
    region: '440300',
    disputes: ['wage_arrears'],
    occurredAt: event.data.occurredAt,
  });
}

function command(path: string, content: object): Command {
  return { path, body: JSON.stringify(content) };
}
