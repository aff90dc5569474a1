import { inspect } from 'node:util';

/** How much of a state is shown. */
export interface StateBounds {
  /** Columns. */
  readonly width: number;
  readonly lines: number;
}

const ITEMS = 20;
const DEPTH = 5;

/** A state for reading, whatever it holds and however large it is; what is left out is told. */
export function stateText(state: unknown, { width, lines }: StateBounds): string {
  const text = inspect(new Excerpt(20 * lines).of(state), {
    depth: DEPTH,
    maxArrayLength: ITEMS,
    maxStringLength: 200,
    breakLength: width,
    compact: 3,
    // What a class of the fold says of itself could throw, or print anything.
    customInspect: false,
  });
  const all = text.split('\n').map((line) => (line.length > width ? `${line.slice(0, width - 1)}…` : line));
  if (all.length <= lines) return all.join('\n');
  return [...all.slice(0, lines - 1), `… ${all.length - lines + 1} more lines`].join('\n');
}

/** The first of what a value holds: `inspect` has no bound for the keys of an object, nor for the whole. */
class Excerpt {
  constructor(private left: number) {}

  of(value: unknown, depth = 0): unknown {
    if (typeof value !== 'object' || value === null || depth > DEPTH) return value;
    if (this.left-- <= 0) return '…';
    if (Array.isArray(value)) return [...this.items(value, depth), ...more(value.length)];
    if (value instanceof Set) return new Set([...this.items(value, depth), ...more(value.size)]);
    if (value instanceof Map)
      return new Map([...this.entries(value, depth), ...more(value.size).map((text) => ['…', text] as const)]);
    return isPlain(value) ? this.object(value, depth) : value;
  }

  private *items(values: Iterable<unknown>, depth: number): Generator<unknown> {
    for (const item of firstOf(values)) yield this.of(item, depth + 1);
  }

  private *entries(map: Iterable<[unknown, unknown]>, depth: number): Generator<readonly [unknown, unknown]> {
    for (const [key, item] of firstOf(map)) yield [key, this.of(item, depth + 1)];
  }

  private object(value: object, depth: number): object {
    const keys = Object.keys(value);
    const first = keys.slice(0, ITEMS).map((key): [string, unknown] => [key, valueAt(value, key)]);
    const shown = Object.fromEntries(this.entries(first, depth));
    return keys.length > ITEMS ? { ...shown, '…': more(keys.length)[0] } : shown;
  }
}

function* firstOf<Item>(items: Iterable<Item>): Generator<Item> {
  let left = ITEMS;
  for (const item of items) {
    if (left-- <= 0) return;
    yield item;
  }
}

function more(count: number): string[] {
  return count > ITEMS ? [`${count - ITEMS} more`] : [];
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A getter is not run. */
function valueAt(value: object, key: string): unknown {
  const { get, value: held } = Object.getOwnPropertyDescriptor(value, key)!;
  return get ? '(a getter)' : held;
}
