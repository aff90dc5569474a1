import { randomUUID } from 'node:crypto';
import type { EventStore, NewEvent } from '#event-store';

/** Content that is easily damaged on the way. */
const TEXTS = ['plain', '欠薪三个月', 'a\u0000b', '\ud83d', '𝄞 "quoted" \\', 'line\nline', ''];
const NUMBERS = [0, 1e21, 0.1, -5, Number.MAX_SAFE_INTEGER];

export function randomEvent(n: number): NewEvent {
  const text = TEXTS[n % TEXTS.length]!;
  return {
    id: randomUUID(),
    type: n % 3 === 0 ? 'Noted' : 'Heard · 听到',
    data: { z: text, a: { deep: [n, null, NUMBERS[n % NUMBERS.length]] }, [text || 'key']: true },
    metadata: { recordedAt: new Date(n).toISOString(), recordedBy: 'tester', correlationId: `c${n}` },
  };
}

/** Appends for each number of the plan an event or three to one of as many streams. */
export async function fillRandomly(store: EventStore, plan: readonly number[], streams = 7): Promise<void> {
  const lengths = new Map<string, number>();
  for (const n of plan) {
    const stream = `${n % 5 === 0 ? 'union' : 'case'}-${n % streams}`;
    const length = lengths.get(stream) ?? 0;
    const events = Array.from({ length: n % 4 === 0 ? 3 : 1 }, (_, index) => randomEvent(n + index));
    await store.append(stream, events, length === 0 ? 'no_stream' : length - 1);
    lengths.set(stream, length + events.length);
  }
}
