import type { LogSelection } from './log-selection.js';
import { OCEL_EVENT_TYPES, OCEL_OBJECT_TYPES, ocelParts } from './ocel-log.js';
import { Spool } from './spool.js';
import type { Tally } from './tally.js';

/** OCEL 2.0 in JSON: the types, all events, all objects. Objects are found on the way, and wait in a temporary file. */
export async function* ocelJsonOf(source: LogSelection, written: Tally): AsyncGenerator<string | Uint8Array> {
  const spool = await Spool.create();
  try {
    yield `{"objectTypes":${JSON.stringify(OCEL_OBJECT_TYPES)},\n"eventTypes":${JSON.stringify(OCEL_EVENT_TYPES)},\n"events":[`;
    const [eventsBefore, objectsBefore] = [new Separator(), new Separator()];
    for await (const { events, objects } of ocelParts(source)) {
      if (events.length > 0) yield eventsBefore.join(events);
      if (objects.length > 0) await spool.add(objectsBefore.join(objects));
      written.add('events', events.length);
      written.add('objects', objects.length);
    }
    yield '],\n"objects":[';
    yield* spool.texts();
    yield ']}\n';
  } finally {
    await spool.remove();
  }
}

/** Puts commas between the items of a list that comes in parts. */
class Separator {
  private isFirst = true;

  join(items: readonly object[]): string {
    const before = this.isFirst ? '\n' : ',\n';
    this.isFirst = false;
    return before + items.map((item) => JSON.stringify(item)).join(',\n');
  }
}
