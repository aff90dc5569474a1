import { jest } from '@jest/globals';
import { showProgress, type Step } from './progress.js';

/** What is shown of steps that follow each other by ten seconds. */
function shown(steps: readonly Step[], { isTTY }: { isTTY: boolean }): string {
  let text = '';
  const write = (more: string) => ((text += more), true);
  // The least of a terminal that a bar needs.
  const terminal = { cursorTo: () => true, moveCursor: () => true, clearLine: () => true, clearScreenDown: () => true };
  const stream = { isTTY, columns: 200, write, on: () => stream, once: () => stream, ...terminal };
  const progress = showProgress('rebuilding cases', stream as unknown as NodeJS.WriteStream);
  for (const step of steps) {
    jest.advanceTimersByTime(10_000);
    progress.update(step);
  }
  progress.stop();
  return text;
}

describe('the progress of a command', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('is a line now and then where there is no terminal: part, count, pace, time left', () => {
    const events = [
      { events: 0, fraction: 0 },
      { events: 50_000, fraction: 0.5 },
    ];
    expect(shown(events, { isTTY: false }).split('\n')).toEqual([
      'rebuilding cases: 0% | 0 events | 0 events/s',
      'rebuilding cases: 50% | 50000 events | 2500 events/s | 0:20 left',
      '',
    ]);
  });

  it('is the same in megabytes of a log that counts bytes', () => {
    const bytes = [
      { bytes: 0, fraction: 0 },
      { bytes: 31_400_000, fraction: 0.25 },
    ];
    expect(shown(bytes, { isTTY: false }).split('\n')).toEqual([
      'rebuilding cases: 0% | 0.0 MB | 0.0 MB/s',
      'rebuilding cases: 25% | 31.4 MB | 1.6 MB/s | 1:00 left',
      '',
    ]);
  });

  it('is a bar on a terminal', () => {
    const text = shown([{ bytes: 31_400_000, fraction: 0.5 }], { isTTY: true });
    expect(text).toMatch(/rebuilding cases \[=+-+\] 50% \| 31\.4 MB \| 3\.1 MB\/s \| 0:10 left/);
  });

  it('has no separator with nothing behind it', () => {
    const bar = shown([{}], { isTTY: true });
    expect(bar).toContain('] 0%');
    expect(bar).not.toContain('|');
    expect(shown([{ fraction: 0 }], { isTTY: false })).toBe('rebuilding cases: 0%\n');
  });
});
