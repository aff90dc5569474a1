import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

export const EVENT_STREAM = 'text/event-stream';

export interface SseLimits {
  /** How long a reader may take for what it was sent, ms; no more than `chunk` and what the system buffers waits for it. */
  readonly slowAfter: number;
  /** Between two comments that keep the connection alive; ms. */
  readonly heartbeat: number;
  /** How long a reader that is sent away has to hear it; ms. */
  readonly farewell: number;
}

export const SSE_LIMITS: SseLimits = { slowAfter: 30_000, heartbeat: 15_000, farewell: 5_000 };

/** How long a reader should wait before it comes back, ms; not the same for all who lost the same server. */
const RETRY_MS = 3_000;

/** Written at once, in UTF-16 code units; a reader must take this much within `slowAfter`. */
const CHUNK = 64 * 1024;

/** The reader has not taken in time what it was sent. */
export class SlowReader extends Error {
  override readonly name = 'SlowReader';

  constructor(milliseconds: number) {
    super(`nothing was read for ${milliseconds} ms`);
  }
}

/** One reader of server-sent events. What it has not taken is waited for; nothing is queued here. */
export class SseConnection {
  private readonly beating: NodeJS.Timeout;

  /**
   * @param headers what the answer has besides those of an event stream
   * @param signal ends waiting for the reader, with its reason
   */
  constructor(
    private readonly response: ServerResponse,
    headers: Readonly<Record<string, unknown>>,
    private readonly signal: AbortSignal,
    private readonly limits: SseLimits = SSE_LIMITS,
  ) {
    // Its end may come with that of the server, so that there is nothing to keep the connection for.
    const ours = { 'content-type': EVENT_STREAM, 'cache-control': 'no-store', connection: 'close' };
    // Proxies that buffer answers would keep events back.
    response.writeHead(200, { ...(headers as Record<string, string>), ...ours, 'x-accel-buffering': 'no' });
    response.write(`retry: ${Math.round(RETRY_MS * (0.7 + 0.6 * Math.random()))}\n\n`);
    this.beating = setInterval(() => this.beat(), limits.heartbeat);
    response.once('close', () => clearInterval(this.beating));
    // Who has gone while it was written to is found out by `gone`.
    response.on('error', () => undefined);
  }

  get gone(): boolean {
    return this.response.closed || this.response.destroyed;
  }

  /** Resolves when the reader is ready for more. @throws SlowReader, and the signal's reason */
  async send(frames: Iterable<string>): Promise<void> {
    let chunk = '';
    for (const frame of frames) {
      chunk += frame;
      if (chunk.length < CHUNK) continue;
      await this.write(chunk);
      chunk = '';
    }
    if (chunk !== '') await this.write(chunk);
  }

  /** Ends the stream, saying why as long as the reader can still be told. */
  close(reason: string): void {
    clearInterval(this.beating);
    if (this.gone) return;
    const cut = setTimeout(() => this.response.destroy(), this.limits.farewell).unref();
    this.response.once('close', () => clearTimeout(cut));
    this.response.end(frameOf('closed', { reason }));
  }

  private async write(text: string): Promise<void> {
    this.signal.throwIfAborted();
    if (this.gone || this.response.write(text)) return;
    const { slowAfter } = this.limits;
    const over = new AbortController();
    const abort = () => over.abort(this.signal.reason);
    const timer = setTimeout(() => over.abort(new SlowReader(slowAfter)), slowAfter);
    this.signal.addEventListener('abort', abort);
    try {
      await once(this.response, 'drain', { signal: over.signal });
    } catch (error) {
      throw over.signal.aborted ? over.signal.reason : error;
    } finally {
      clearTimeout(timer);
      this.signal.removeEventListener('abort', abort);
    }
  }

  private beat(): void {
    if (!this.gone && !this.response.writableNeedDrain) this.response.write(': heartbeat\n\n');
  }
}

/** An event of a name of its own, which a reader hears of if it wants to. */
export function frameOf(name: string, data: object, id?: string): string {
  return `event: ${name}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}
