import type { ClientReadableStream } from '@grpc/grpc-js';
import type { ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { WakeUp } from '../wake-up.js';

/** The answers of one call, as they come. Nothing is read ahead of who takes them but what the stream buffers. */
export class Incoming {
  private readonly news = new WakeUp();
  private failure: { readonly error: unknown } | undefined;
  private over = false;

  constructor(private readonly call: ClientReadableStream<ReadResp>) {
    call.on('readable', () => this.news.ring());
    call.on('end', () => this.end());
    call.on('close', () => this.end());
    call.on('error', (error) => {
      this.failure ??= { error };
      this.news.ring();
    });
  }

  /** All that is there, at most so many. @throws what ended the call, when nothing is left before it */
  takeAll(most: number): ReadResp[] {
    const messages: ReadResp[] = [];
    for (let message; messages.length < most && (message = this.takeOrLeave(messages.length > 0));) {
      messages.push(message);
    }
    return messages;
  }

  /** Nothing more will come. */
  get ended(): boolean {
    return this.over;
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

  private takeOrLeave(hasSome: boolean): ReadResp | undefined {
    const message = this.call.read() as ReadResp | null;
    if (message === null && this.failure && !hasSome) throw this.failure.error;
    return message ?? undefined;
  }

  private end(): void {
    this.over = true;
    this.news.ring();
  }
}
