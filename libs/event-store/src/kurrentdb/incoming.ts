import type { ClientReadableStream } from '@grpc/grpc-js';
import type { ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { PAGE_BYTES } from '../read-bounds.js';
import { WakeUp } from '../wake-up.js';

/** How many answers wait to be taken before no more are read. */
const MOST_WAITING = 512;

/**
 * The answers of one call, as they come. Each comes in a turn of its own, and waking somebody for each costs more than
 * the answer: those of one turn of the event loop are told of together.
 */
export class Incoming {
  private readonly news = new WakeUp();
  private readonly waiting: ReadResp[] = [];
  private waitingBytes = 0;
  private telling = false;
  private failure: { readonly error: unknown } | undefined;
  private over = false;

  constructor(private readonly call: ClientReadableStream<ReadResp>) {
    call.on('data', (answer: ReadResp) => this.receive(answer));
    call.on('end', () => this.end());
    call.on('close', () => this.end());
    call.on('error', (error) => {
      this.failure ??= { error };
      this.news.ring();
    });
  }

  /** All that is there, at most so many. @throws what ended the call, when nothing is left before it */
  takeAll(most: number): ReadResp[] {
    if (this.waiting.length === 0 && this.failure) throw this.failure.error;
    const taken = this.waiting.splice(0, most);
    if (this.waiting.length === 0) {
      this.waitingBytes = 0;
      if (this.call.isPaused()) this.call.resume();
    }
    return taken;
  }

  /** Nothing more will come, and all that came was taken. */
  get ended(): boolean {
    return this.over && this.waiting.length === 0 && !this.failure;
  }

  /** To be taken before `takeAll`, and handed to `more`. */
  get seen(): number {
    return this.news.seen;
  }

  /** Waits for something to take, or the end, or so many milliseconds, or the signal. */
  more(seen: number, milliseconds?: number, signal?: AbortSignal): Promise<void> {
    return this.news.after(seen, milliseconds, signal);
  }

  cancel(): void {
    this.call.cancel();
  }

  private receive(answer: ReadResp): void {
    this.waiting.push(answer);
    this.waitingBytes += answer.getEvent()?.getEvent()?.getData_asU8().length ?? 0;
    if (this.waiting.length >= MOST_WAITING || this.waitingBytes >= PAGE_BYTES) this.call.pause();
    if (this.telling) return;
    this.telling = true;
    setImmediate(() => {
      this.telling = false;
      this.news.ring();
    });
  }

  private end(): void {
    this.over = true;
    this.news.ring();
  }
}
