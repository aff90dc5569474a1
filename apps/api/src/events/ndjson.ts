import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Page } from '#event-store';
import { cloudEvent, type EventFilter } from '#interchange';
import type { OpenStreams } from '../http/open-streams.js';

export const NDJSON = 'application/x-ndjson';

export interface EventSource {
  readonly read: (signal: AbortSignal) => AsyncIterable<Page>;
  readonly filter?: EventFilter;
  /** Events at most; all there are unless it is given. */
  readonly limit?: number;
}

/**
 * Answers with events, one JSON object a line, straight from the store: a page is read when the client has taken the
 * one before, and no more is read once it has gone. What breaks off on the way is cut, so that nobody takes it for whole.
 */
export async function streamEvents(
  { read, filter, limit = Infinity }: EventSource,
  reply: FastifyReply,
  streams: OpenStreams,
): Promise<void> {
  const { signal, abort } = streams.start();
  reply.raw.once('close', abort);
  const texts = lines(read(signal), filter, limit);
  // Taken before the answer begins, so that a store that is away is a 503 and not a broken stream.
  const first = await texts.next();
  const body = Readable.from(chain(first, texts), { objectMode: false, highWaterMark: 64 * 1024 });
  signal.addEventListener('abort', () => body.destroy());
  await reply.header('content-type', NDJSON).send(body);
}

async function* lines(
  pages: AsyncIterable<Page>,
  filter: EventFilter | undefined,
  limit: number,
): AsyncGenerator<string> {
  let left = limit;
  for await (const { events } of pages) {
    const picked = (filter ? await filter.pick(events) : events).slice(0, left);
    if (picked.length > 0) yield picked.map((event) => `${JSON.stringify(cloudEvent(event))}\n`).join('');
    left -= picked.length;
    if (left === 0) return;
  }
}

async function* chain(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}
