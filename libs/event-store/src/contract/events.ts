import { v7 as uuid } from 'uuid';
import type { EventStore, ExpectedRevision, NewEvent, Page, RecordedEvent } from '../port.js';

/** An event that differs from every other in its id. */
export function newEvent(fields: Partial<NewEvent> = {}): NewEvent {
  return { id: uuid(), type: 'Noted', data: { note: 'x' }, metadata: { by: 'local' }, ...fields };
}

export function newEvents(count: number): NewEvent[] {
  return Array.from({ length: count }, (_, index) => newEvent({ data: { index } }));
}

/** Appends so many events to a stream, one hundred at a time. */
export async function fill(store: EventStore, stream: string, count: number): Promise<NewEvent[]> {
  const events = newEvents(count);
  let expected: ExpectedRevision = 'no_stream';
  for (let start = 0; start < count; start += 100) {
    expected = (await store.append(stream, events.slice(start, start + 100), expected)).revision;
  }
  return events;
}

export async function pagesOf(pages: AsyncIterable<Page>): Promise<Page[]> {
  const collected: Page[] = [];
  for await (const page of pages) collected.push(page);
  return collected;
}

export async function allOf(pages: AsyncIterable<Page>): Promise<RecordedEvent[]> {
  return (await pagesOf(pages)).flatMap((page) => page.events);
}

/** The events of a subscription until there are so many; then it is aborted by leaving the loop. */
export async function take(pages: AsyncIterable<Page>, count: number): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const page of pages) {
    events.push(...page.events);
    if (events.length >= count) break;
  }
  return events;
}

export function idsOf(events: readonly { id: string }[]): string[] {
  return events.map((event) => event.id);
}

/** The error of a promise that must reject. */
export async function errorOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => Promise.reject(new Error('was expected to be refused')),
    (error: unknown) => error as Error,
  );
}

export const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
