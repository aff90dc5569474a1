import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '#event-store';
import { EventFacts } from '#interchange';
import { Ledger } from '#ledger';
import { EVENT_STORE } from '../../resources.js';
import { Tail } from './tail.js';

/** The tail that all live readers share, and what they look up of cases and unions. */
export interface Shared {
  readonly tail: Tail;
  readonly facts: EventFacts;
}

/** Follows the log for as long as anybody wants to, once for all of them. */
@Injectable()
export class SharedTail {
  private shared: Shared | undefined;
  private readers = 0;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly ledger: Ledger,
  ) {}

  /** To be followed by one `leave`. */
  join(): Shared {
    if (!this.shared || this.shared.tail.failed) this.shared = this.begin();
    this.readers++;
    return this.shared;
  }

  leave(): void {
    if (--this.readers > 0) return;
    this.shared?.tail.stop();
    this.shared = undefined;
  }

  private begin(): Shared {
    const facts = new EventFacts(this.store, this.ledger);
    const tail = new Tail(this.store, (event) => facts.see(event));
    void tail.run();
    return { tail, facts };
  }
}
