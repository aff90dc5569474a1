import type { RecordedEvent } from '#event-store';
import type { EventFacts } from '#interchange';
import type { History, Shown } from './shown.js';

/** Every event as it was recorded; corrections are events like any other. */
export class LogAsItIs implements History {
  constructor(private readonly facts: EventFacts) {}

  async show(event: RecordedEvent): Promise<Shown> {
    return { event, happened: await this.facts.occurrence(event), corrections: [] };
  }
}
