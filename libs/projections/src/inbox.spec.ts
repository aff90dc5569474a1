import { WakeUp, type Page, type RecordedEvent } from '#event-store';
import { Inbox } from './inbox.js';

const WINDOW = { events: 10, bytes: 1_000 };

function event(position: number, data = {}): RecordedEvent {
  const [id, json] = [String(position), { data: JSON.stringify(data), metadata: '{}' }];
  return { id, type: 'Counted', data, metadata: {}, stream: 's', revision: 0, position: id, json };
}

function page(first: number, count: number, caughtUp = false, data = {}): Page {
  const events = Array.from({ length: count }, (_, index) => event(first + index, data));
  return { events, position: String(first + count - 1), scanned: count, caughtUp };
}

/** A page that passed over so many events of other types. */
function passedOver(first: number, count: number, caughtUp = false): Page {
  return { ...page(first, count, caughtUp), events: [] };
}

/** Pages that come when they are asked for, and how many were. */
class Source implements AsyncIterable<Page> {
  asked = 0;

  constructor(private readonly pages: readonly Page[]) {}

  async *[Symbol.asyncIterator]() {
    for (const one of this.pages) {
      this.asked++;
      yield one;
    }
    // Then it stays silent, as a subscription at the end of the log.
    await new Promise(() => undefined);
  }
}

async function filled(pages: readonly Page[]) {
  const arrived = new WakeUp();
  const inbox = new Inbox(WINDOW, arrived);
  const source = new Source(pages);
  void inbox.fill(source);
  await new Promise((resolve) => setImmediate(resolve));
  return { inbox, source, arrived };
}

describe('the inbox between the log and a projection', () => {
  it('hands over whatever there is when the end of the log was reached', async () => {
    const { inbox, arrived } = await filled([page(1, 2, true)]);
    expect(arrived.seen).toBeGreaterThan(0);
    expect(inbox.take()).toMatchObject({ events: [{ id: '1' }, { id: '2' }], read: 2, position: '2', caughtUp: true });
    expect(inbox.take()).toBeUndefined();
  });

  it('waits for a whole window before', async () => {
    const { inbox } = await filled([page(1, 4), page(5, 4)]);
    expect(inbox.take()).toBeUndefined();
    expect((await filled([page(1, 4), page(5, 4), page(9, 4)])).inbox.take()).toMatchObject({
      read: 12,
      position: '12',
    });
  });

  it('reads ahead by one window and no further', async () => {
    const pages = Array.from({ length: 10 }, (_, index) => page(index * 5 + 1, 5));
    const { inbox, source } = await filled(pages);
    expect(source.asked).toBe(2);
    expect(inbox.take()).toMatchObject({ read: 10 });
    await new Promise((resolve) => setImmediate(resolve));
    expect(source.asked).toBe(4);
  });

  it('looks beyond the end of the log only when asked, and then finds all that came meanwhile', async () => {
    const { inbox, source } = await filled([page(1, 1, true), page(2, 3, true)]);
    expect(inbox.take()).toMatchObject({ read: 1 });
    await new Promise((resolve) => setImmediate(resolve));
    expect(source.asked).toBe(1);
    inbox.readOn();
    await new Promise((resolve) => setImmediate(resolve));
    expect(inbox.take()).toMatchObject({ read: 3 });
  });

  it('counts the size of the content, too', async () => {
    const { inbox, source } = await filled([page(1, 2, false, { text: 'x'.repeat(600) }), page(3, 2)]);
    expect(source.asked).toBe(1);
    expect(inbox.take()).toMatchObject({ read: 2 });
  });

  it('passes over stretches without an event', async () => {
    const { inbox } = await filled([passedOver(1, 3), page(4, 1), passedOver(5, 3, true)]);
    expect(inbox.take()).toEqual({ events: [event(4)], read: 7, position: '7', caughtUp: true });
  });

  it('hands over a position now and then on a long stretch of events that are not read', async () => {
    const pages = Array.from({ length: 250 }, (_, index) => passedOver(index + 1, 1));
    const { inbox } = await filled(pages);
    expect(inbox.take()).toEqual({ events: [], read: 100, position: '100', caughtUp: false });
  });

  it('throws what ended the reading, after what was read before', async () => {
    async function* broken() {
      yield page(1, 1, true);
      throw new RangeError('broken');
    }
    const inbox = new Inbox(WINDOW, new WakeUp());
    const filling = inbox.fill(broken());
    await new Promise((resolve) => setImmediate(resolve));
    expect(inbox.take()).toMatchObject({ read: 1 });
    inbox.readOn();
    await filling;
    expect(() => inbox.take()).toThrow('broken');
  });

  it('takes the end of a subscription for a store that is gone', async () => {
    async function* ended() {
      yield page(1, 1);
    }
    const inbox = new Inbox(WINDOW, new WakeUp());
    await inbox.fill(ended());
    expect(() => inbox.take()).toThrow(expect.objectContaining({ name: 'StoreUnavailable' }));
  });

  it('stops reading when it is closed', async () => {
    const arrived = new WakeUp();
    const inbox = new Inbox(WINDOW, arrived);
    const filling = inbox.fill(new Source([page(1, 20), page(21, 20)]));
    await new Promise((resolve) => setImmediate(resolve));
    inbox.close();
    await filling;
  });
});
