import type { ReplayedEvent } from '#folds';

/** What somebody wants after having seen a state. */
export type Wish = 'next' | 'run' | 'stop';

const WISHES: Readonly<Record<string, Wish>> = {
  '\r': 'next',
  '\n': 'next',
  ' ': 'next',
  n: 'next',
  r: 'run',
  q: 'stop',
  '\u0003': 'stop',
  '\u0004': 'stop',
};
const PROMPT = 'Enter: next event  r: run to the end  q: stop';
const ERASED = '\r\u001b[2K';

/** Shows a state after each event: at a terminal one at a time, elsewhere all of them one after the other. */
export class Stepping {
  private readonly isInteractive = process.stdin.isTTY === true && process.stdout.isTTY === true;

  /** How much of a state fits. */
  get bounds() {
    // A terminal may not say how large it is: 0.
    const [width, rows] = [process.stdout.columns || 100, process.stdout.rows || 40];
    return { width, lines: this.isInteractive ? Math.max(5, rows - 5) : 40 };
  }

  async show(number: number, event: ReplayedEvent, state: string, signal: AbortSignal): Promise<Wish> {
    process.stdout.write(`${headingOf(number, event)}\n${state}\n\n`);
    if (!this.isInteractive) return 'next';
    process.stdout.write(PROMPT);
    const wish = await this.key(signal);
    process.stdout.write(ERASED);
    return wish;
  }

  private async key(signal: AbortSignal): Promise<Wish> {
    const { stdin } = process;
    stdin.setRawMode(true).resume().setEncoding('utf8');
    try {
      return await new Promise<Wish>((resolve, reject) => {
        const onData = (keys: string) => {
          const wish = WISHES[keys[0] ?? ''];
          if (wish) done(() => resolve(wish));
        };
        const onAbort = () => done(() => reject(new Error('interrupted')));
        const done = (settle: () => void) => {
          stdin.off('data', onData);
          signal.removeEventListener('abort', onAbort);
          settle();
        };
        stdin.on('data', onData);
        signal.addEventListener('abort', onAbort);
      });
    } finally {
      stdin.setRawMode(false).pause();
    }
  }
}

/** `#3 UnionCalled 2021-06, revision 3 of case-…, position …, recorded …`. */
export function headingOf(
  number: number,
  { type, occurredAt, revision, stream, position, recordedAt }: ReplayedEvent,
): string {
  const when = occurredAt === null ? '' : ` ${occurredAt}`;
  return `#${number} ${type}${when}, revision ${revision} of ${stream}, position ${position}, recorded ${recordedAt}`;
}
