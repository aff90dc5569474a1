import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import { InvalidRead, StoreUnavailable, type EventStore, type Position, type RecordedEvent } from '#event-store';
import { cloudEvent, EventFilter, type EventSelection } from '#interchange';
import { OpenStreams } from '../../http/open-streams.js';
import { Problem } from '../../problems/problem.js';
import { EVENT_STORE, LOG } from '../../resources.js';
import { followLog, type News } from './follow-log.js';
import { LiveMetrics, type CloseReason } from './live-metrics.js';
import { readInTurns } from './read-in-turns.js';
import { SharedTail } from './shared-tail.js';
import { EVENT_STREAM, frameOf, SlowReader, SseConnection } from './sse-connection.js';

/** Pages of history read at once, for all live readers together: half of the connections that the store reads with. */
const READS_AT_ONCE = 4;

/** What a live reader asked for. */
export interface LiveAsked {
  readonly selection: EventSelection;
  /** Finds out after which position it starts; '' is the start of the log. @throws what is wrong with the request */
  readonly start: () => Promise<Position>;
}

/** Answers with the log as server-sent events, from a position on and for as long as the reader stays. */
@Injectable()
export class LiveStreams {
  private readonly turn = pLimit(READS_AT_ONCE);
  /** Many readers are sent the same events. */
  private readonly frames = new WeakMap<RecordedEvent, string>();

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly tail: SharedTail,
    private readonly streams: OpenStreams,
    private readonly metrics: LiveMetrics,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /**
   * Resolves when the stream is over. What passes by itself is told within the stream and not by a status: an
   * EventSource that is answered anything but 200 does not come back.
   * @throws what is wrong with the request
   */
  async answer({ selection, start }: LiveAsked, reply: FastifyReply): Promise<void> {
    const signal = this.signalFor(reply);
    const after = await this.turn(start).catch((error: unknown) => passing(error));
    // A body that nobody gets would be waited for without end.
    if (reply.request.method === 'HEAD') return void reply.header('content-type', EVENT_STREAM).send();
    reply.hijack();
    const connection = new SseConnection(reply.raw, reply.getHeaders(), signal);
    this.metrics.opened();
    const reason = await this.follow(after, selection, connection, signal).catch((error: unknown) =>
      this.reasonFor(error, signal),
    );
    connection.close(reason);
    this.metrics.ended(reason);
  }

  private async follow(
    after: Position | Error,
    selection: EventSelection,
    connection: SseConnection,
    signal: AbortSignal,
  ): Promise<never> {
    if (after instanceof Error) throw after;
    const { tail, facts } = this.tail.join();
    try {
      const filter = new EventFilter(selection, facts);
      const read = (from: Position) => readInTurns(this.store, selection.stream, from, signal, this.turn);
      const pick = (events: readonly RecordedEvent[]) => filter.pick(events);
      const following = followLog({ after, read, pick, tail, signal });
      for (;;) await connection.send(this.framesOf((await following.next()).value));
    } finally {
      this.tail.leave();
    }
  }

  private signalFor(reply: FastifyReply): AbortSignal {
    try {
      const { signal, abort } = this.streams.start();
      reply.raw.once('close', abort);
      return signal;
    } catch (error) {
      return AbortSignal.abort(error);
    }
  }

  private framesOf(news: News): readonly string[] {
    if ('events' in news) return news.events.map((event) => this.frame(event));
    const { caughtUp } = news;
    return [frameOf('caught-up', { position: caughtUp || null }, caughtUp || undefined)];
  }

  private frame(event: RecordedEvent): string {
    const known = this.frames.get(event);
    if (known !== undefined) return known;
    const frame = `id: ${event.position}\ndata: ${JSON.stringify(cloudEvent(event))}\n\n`;
    this.frames.set(event, frame);
    return frame;
  }

  private reasonFor(error: unknown, signal: AbortSignal): CloseReason {
    if (error instanceof SlowReader) return 'slow';
    if (signal.aborted || isShutdown(error)) return isShutdown(signal.reason ?? error) ? 'shutdown' : 'client';
    if (error instanceof StoreUnavailable) return 'unavailable';
    if (error instanceof InvalidRead) return 'log-changed';
    this.log.error({ err: error }, 'a live stream failed');
    return 'error';
  }
}

function isShutdown(error: unknown): boolean {
  return error instanceof Problem && error.name === 'shutting-down';
}

function passing(error: unknown): Error {
  if (error instanceof StoreUnavailable || isShutdown(error)) return error as Error;
  throw error;
}
