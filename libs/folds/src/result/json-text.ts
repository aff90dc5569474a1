import { pathText, UnwritableResult } from './path-text.js';

/** A container that is being written. */
interface Open {
  readonly value: object;
  readonly key: string | number;
  readonly entries: Iterator<[string | number, unknown]>;
  readonly end: ']' | '}';
  isEmpty: boolean;
}

const INDENT = '  ';

/**
 * A value as JSON, piece by piece, however deep it is; a Map is an object, a Set a list. What JSON would leave out or
 * change in silence is refused: NaN, a bigint, a function, a value that holds itself.
 * @throws UnwritableResult
 */
export function* jsonText(value: unknown): Generator<string, void, undefined> {
  const open: Open[] = [];
  const held = new Map<object, number>();
  const path = () => open.slice(1).map(({ key }) => key);
  const refuse = (key: string | number, reason: string) => {
    throw new UnwritableResult(open.length === 0 ? [] : [...path(), key], reason);
  };
  function begin(key: string | number, given: unknown): string {
    const plain = plainOf(given);
    if (typeof plain !== 'object' || plain === null) return scalar(plain, (reason) => refuse(key, reason));
    const depth = held.get(plain);
    if (depth !== undefined) refuse(key, `refers back to ${pathText(path().slice(0, depth))}, which holds it`);
    const entries = entriesOf(plain, (reason) => refuse(key, reason));
    const isList = Array.isArray(plain) || plain instanceof Set;
    held.set(plain, open.length);
    open.push({ value: plain, key, entries, end: isList ? ']' : '}', isEmpty: true });
    return isList ? '[' : '{';
  }

  yield begin('', value);
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const next = top.entries.next();
    if (next.done) {
      open.pop();
      held.delete(top.value);
      yield top.isEmpty ? top.end : `\n${INDENT.repeat(open.length)}${top.end}`;
      continue;
    }
    const [key, item] = next.value;
    const lead = `${top.isEmpty ? '' : ','}\n${INDENT.repeat(open.length)}`;
    top.isEmpty = false;
    const name = top.end === '}' ? `${JSON.stringify(String(key))}: ` : '';
    yield lead + name + begin(key, item);
  }
  yield '\n';
}

/** What a value says of itself, as a Date does. */
function plainOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { toJSON } = value as { toJSON?: unknown };
  return typeof toJSON === 'function' ? (toJSON.call(value) as unknown) : value;
}

function scalar(value: unknown, refuse: (reason: string) => void): string {
  if (typeof value === 'number' && !Number.isFinite(value)) refuse(`is ${value}, which JSON has no number for`);
  if (typeof value === 'bigint') refuse('is a bigint, which JSON has no number for: make it a text');
  if (typeof value === 'function' || typeof value === 'symbol') refuse(`is a ${typeof value}, which is no result`);
  return JSON.stringify(value ?? null);
}

function* entriesOf(value: object, refuse: (reason: string) => void): Generator<[string | number, unknown]> {
  if (value instanceof Map) {
    for (const [key, item] of value) {
      if (typeof key !== 'string' && typeof key !== 'number') refuse('is a Map with keys that are no texts');
      yield [String(key), item];
    }
    return;
  }
  if (Array.isArray(value) || value instanceof Set) {
    let place = 0;
    for (const item of value) yield [place++, item];
    return;
  }
  // What is undefined is left out, as JSON has it.
  for (const [key, item] of Object.entries(value)) if (item !== undefined) yield [key, item];
}
