import { MultiBar, type SingleBar } from 'cli-progress';
import { Pace } from './pace.js';

export interface Step {
  /** Of a file, where one is read. */
  readonly lines?: number;
  /** Undefined where only bytes are counted. */
  readonly events?: number;
  /** Of the log, where its positions count those. */
  readonly bytes?: number;
  /** Part that is done, 0 to 1; undefined where the whole is not known. */
  readonly fraction?: number;
}

/** Shows on standard error how far a command is. */
export interface Progress {
  update(step: Step): void;
  /** A line of its own, above whatever is shown. */
  note(line: string): void;
  stop(): void;
}

/** A bar on a terminal, a line every few seconds elsewhere. */
export function showProgress(label: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  return stream.isTTY ? new ProgressBar(label, stream) : new ProgressLines(label, stream);
}

const FORMAT = '{label} [{bar}] {percentage}%{text}';
/** What a bar counts to; fine enough for its width. */
const WHOLE = 1000;

class ProgressBar implements Progress {
  private readonly bars: MultiBar;
  private readonly bar: SingleBar;
  private readonly pace = new Pace();

  constructor(label: string, stream: NodeJS.WriteStream) {
    this.bars = new MultiBar({ format: FORMAT, stream, hideCursor: true, clearOnComplete: true, barsize: 30, fps: 5 });
    this.bar = this.bars.create(WHOLE, 0, { label, text: '' });
  }

  update(step: Step): void {
    this.bar.update(Math.floor((step.fraction ?? 0) * WHOLE), {
      text: describe(step, this.pace)
        .map((part) => ` | ${part}`)
        .join(''),
    });
  }

  note(line: string): void {
    this.bars.log(`${line}\n`);
  }

  stop(): void {
    this.bars.update();
    this.bars.stop();
  }
}

const LINE_EVERY_MS = 5_000;

class ProgressLines implements Progress {
  private readonly pace = new Pace();
  private told = performance.now();

  constructor(
    private readonly label: string,
    private readonly stream: NodeJS.WriteStream,
  ) {}

  update(step: Step): void {
    if (performance.now() - this.told < LINE_EVERY_MS) return;
    this.told = performance.now();
    const percent = step.fraction === undefined ? [] : [`${Math.floor(step.fraction * 100)}%`];
    this.note(`${this.label}: ${[...percent, ...describe(step, this.pace)].join(' | ')}`);
  }

  note(line: string): void {
    this.stream.write(`${line}\n`);
  }

  stop(): void {}
}

function describe({ lines, events, bytes, fraction }: Step, pace: Pace): string[] {
  const left = fraction === undefined ? undefined : pace.left(fraction);
  return [
    ...(lines === undefined ? [] : [`${lines} lines`]),
    ...(events === undefined ? [] : [`${events} events`, `${pace.rate(events)} events/s`]),
    ...(bytes === undefined ? [] : [megabytes(bytes), `${megabytes(pace.rate(bytes))}/s`]),
    ...(left === undefined ? [] : [`${left} left`]),
  ];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
