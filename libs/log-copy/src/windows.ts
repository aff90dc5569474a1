import { MAX_APPEND_BYTES, storedBytes, type Append, type NewEvent, type RecordedEvent } from '#event-store';

/** Most that is under way to a target at once. Every adapter takes as much in one go. */
export const MAX_WINDOW_EVENTS = 1_000;
const MAX_WINDOW_BYTES = 2 * MAX_APPEND_BYTES;

/** Most events of one append. */
const MAX_APPEND_EVENTS = 500;

/**
 * Divides a stretch of a log into windows of appends that may be under way together, each of events that stand side by
 * side in the log.
 * @param oncePerStream whether a window has one append of a stream at most, so that none has to wait for another
 */
export function* windowsOf(
  events: readonly RecordedEvent[],
  oncePerStream: boolean,
): Generator<Append[], void, undefined> {
  let window = new Window(oncePerStream);
  for (const event of events) {
    if (window.add(event)) continue;
    yield window.appends;
    window = new Window(oncePerStream);
    window.add(event);
  }
  if (window.appends.length > 0) yield window.appends;
}

interface Run {
  readonly stream: string;
  readonly events: NewEvent[];
  readonly expected: Append['expected'];
  bytes: number;
}

class Window {
  readonly appends: Run[] = [];
  private readonly streams = new Set<string>();
  private events = 0;
  private bytes = 0;

  constructor(private readonly oncePerStream: boolean) {}

  /** Takes the event in, unless it has to wait for the next window; an empty one takes any. */
  add(event: RecordedEvent): boolean {
    const bytes = storedBytes({ type: event.type, ...event.json });
    const full = this.events === MAX_WINDOW_EVENTS || this.bytes + bytes > MAX_WINDOW_BYTES;
    if (full && this.events > 0) return false;
    if (!this.joinRun(event, bytes) && !this.startRun(event, bytes)) return false;
    this.events += 1;
    this.bytes += bytes;
    return true;
  }

  private joinRun(event: RecordedEvent, bytes: number): boolean {
    const run = this.appends.at(-1);
    if (run?.stream !== event.stream) return false;
    if (run.events.length === MAX_APPEND_EVENTS || run.bytes + bytes > MAX_APPEND_BYTES) return false;
    run.events.push(newEvent(event));
    run.bytes += bytes;
    return true;
  }

  private startRun(event: RecordedEvent, bytes: number): boolean {
    const { stream, revision } = event;
    if (this.oncePerStream && this.streams.has(stream)) return false;
    this.streams.add(stream);
    const expected = revision === 0 ? 'no_stream' : revision - 1;
    this.appends.push({ stream, events: [newEvent(event)], expected, bytes });
    return true;
  }
}

function newEvent({ id, type, data, metadata }: RecordedEvent): NewEvent {
  return { id, type, data, metadata };
}
