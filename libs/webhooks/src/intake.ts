import type { EventStore, Page } from '#event-store';
import { EventFacts, EventFilter, type States } from '#interchange';
import { sleep } from '#postgres';
import type { Target } from './rows.js';
import type { Session } from './session.js';

const PAGE_SIZE = 500;
/** Deliveries noted at most; the log is read on when there are fewer. */
const MOST_PENDING = 10_000;
/** How often to look whether there are fewer; ms. */
const LOOK_MS = 500;
/** A place in the log that only passes over events nobody wants may be noted so much later; ms. */
const PASSED_OVER_MS = 1_000;

export interface IntakeContext {
  readonly store: EventStore;
  readonly states: States;
}

/**
 * Reads the log for one webhook, and notes what it is to be told of together with how far it has read: what was noted
 * once is never noted again, whatever is rebuilt from the log elsewhere. Resolves when it is stopped, or when somebody
 * else changed the webhook.
 * @param onNoted called when there is something to deliver
 * @throws InvalidRead when the log is another, and what else ends reading or noting
 */
export async function takeIn(
  target: Target,
  session: Session,
  { store, states }: IntakeContext,
  onNoted: () => void,
  signal: AbortSignal,
): Promise<void> {
  const { id, eventId } = target;
  const filter = new EventFilter(target.conditions, new EventFacts(store, states));
  let { position } = target;
  let movedAt = performance.now();
  const start = { after: position || undefined, afterId: eventId ?? undefined };
  for await (const page of store.subscribe({ ...start, pageSize: PAGE_SIZE, signal })) {
    const events = await filter.pick(page.events);
    if (!isWorthNoting(page, position, events.length, movedAt)) continue;
    const move = { webhookId: id, from: position, to: page.position, eventId: page.lastId, events };
    if (!(await session.move(move))) return;
    position = page.position;
    movedAt = performance.now();
    if (events.length > 0) onNoted();
    while (!signal.aborted && (await session.pending(id)) >= MOST_PENDING) await sleep(LOOK_MS);
  }
}

function isWorthNoting(page: Page, position: string, picked: number, movedAt: number): boolean {
  if (page.lastId === undefined || page.position === position) return false;
  return picked > 0 || performance.now() - movedAt > PASSED_OVER_MS;
}
