import type { AppendOutcome } from '../port.js';
import type { PreparedAppend } from '../prepared-append.js';

/** Most that one commit takes in; a larger append goes by itself. */
const MAX_EVENTS = 2_000;
const MAX_BYTES = 4 * 1024 * 1024;

/** An append that somebody waits for. */
export interface WaitingAppend {
  readonly append: PreparedAppend;
  /** When its writer is told that the outcome is unknown; epoch ms. */
  readonly deadline: number;
  /** Must not share a commit with others of its stream: they were refused together, which tells nothing about each. */
  readonly alone?: boolean;
  readonly settle: (outcome: AppendOutcome) => void;
}

/** The appends of one stream in a group, each expecting what the one before it leads to. */
interface Run {
  /** The stream's revision before the run. */
  readonly expected: number;
  /** The stream's revision after it. */
  end: number;
  members: number;
  readonly alone: boolean;
}

/** Appends to go into one commit. */
export class AppendGroup {
  readonly members: WaitingAppend[] = [];
  readonly runs = new Map<string, Run>();
  events = 0;
  private bytes = 0;
  /** Streams of which one append has to wait: those after it must not overtake it. */
  private readonly leftOut = new Set<string>();

  get full(): boolean {
    return this.events >= MAX_EVENTS || this.bytes >= MAX_BYTES;
  }

  /** Takes the append in, unless it has to wait for another commit. */
  offer(waiting: WaitingAppend): boolean {
    const { stream, events, bytes } = waiting.append;
    if (this.leftOut.has(stream) || !this.hasRoom(waiting) || !this.joinRun(waiting)) {
      this.leftOut.add(stream);
      return false;
    }
    this.members.push(waiting);
    this.events += events.length;
    this.bytes += bytes;
    return true;
  }

  private hasRoom({ append }: WaitingAppend): boolean {
    if (this.members.length === 0) return true;
    return this.events + append.events.length <= MAX_EVENTS && this.bytes + append.bytes <= MAX_BYTES;
  }

  private joinRun({ append: { stream, expected, events }, alone = false }: WaitingAppend): boolean {
    const run = this.runs.get(stream);
    if (!run) {
      this.runs.set(stream, { expected, end: expected + events.length, members: 1, alone });
      return true;
    }
    if (run.alone || alone || run.end !== expected) return false;
    run.end += events.length;
    run.members++;
    return true;
  }
}
