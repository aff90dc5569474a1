import { InvalidEvent } from './errors.js';
import type { JsonObject } from './port.js';

/** Deeper values are refused, circular ones with them. */
const MAX_DEPTH = 100;

/** Where a value stands: the name of the whole, then keys and indexes. Only its first `depth` elements count. */
type Path = (string | number)[];

/**
 * The one text of a JSON object: keys sorted by UTF-16 code unit at every level, no white space, numbers and strings as
 * JSON.stringify writes them (NUL and lone surrogates escaped). A key whose value is undefined counts as absent.
 * `JSON.parse` of the text gives the value back.
 * @throws InvalidEvent naming the place of what JSON cannot carry exactly: undefined in an array, NaN, Infinity, -0,
 * bigint, functions, symbols, objects with toJSON (dates among them), Map, Set and their like, too deep a nesting.
 */
export function canonicalJson(value: JsonObject, name: string): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidEvent(`${name} is no JSON object`);
  }
  return objectText(value, [name], 1);
}

// Checking and writing in one pass takes two thirds of what safe-stable-stringify takes with a pass of checks before it.
function textOf(value: unknown, path: Path, depth: number): string {
  switch (typeof value) {
    case 'string':
      return stringText(value);
    case 'number':
      if (!Number.isFinite(value)) throw flaw(path, depth, `${value}, which JSON cannot carry`);
      if (Object.is(value, -0)) throw flaw(path, depth, '-0, which JSON cannot carry');
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth > MAX_DEPTH) throw flaw(path, depth, `nested deeper than ${MAX_DEPTH} levels, or circular`);
      return Array.isArray(value) ? arrayText(value, path, depth) : objectText(value, path, depth);
    default:
      throw flaw(path, depth, `${typeof value}, which JSON cannot carry`);
  }
}

function arrayText(items: readonly unknown[], path: Path, depth: number): string {
  let text = '';
  for (let index = 0; index < items.length; index++) {
    path[depth] = index;
    text += (index === 0 ? '[' : ',') + textOf(items[index], path, depth + 1);
  }
  return text === '' ? '[]' : `${text}]`;
}

function objectText(value: object, path: Path, depth: number): string {
  if (typeof (value as { toJSON?: unknown }).toJSON === 'function') {
    throw flaw(path, depth, 'an object with toJSON, which would change it');
  }
  if (!isRecord(value)) throw flaw(path, depth, `${Object.prototype.toString.call(value)}, which JSON cannot carry`);
  let text = '';
  for (const key of sorted(Object.keys(value))) {
    const member = (value as JsonObject)[key];
    if (member === undefined) continue;
    path[depth] = key;
    text += (text === '' ? '{' : ',') + stringText(key) + ':' + textOf(member, path, depth + 1);
  }
  return text === '' ? '{}' : `${text}}`;
}

/** What JSON.stringify would escape, or may have to. */
const ESCAPED = /[\u0000-\u001f"\\\ud800-\udfff]/;

function stringText(value: string): string {
  // The native function is the faster one for long texts.
  return value.length < 5_000 && !ESCAPED.test(value) ? `"${value}"` : JSON.stringify(value);
}

/** Sorts in place. Most keys come nearly sorted and are few, for which this is several times as fast as Array.sort. */
function sorted(keys: string[]): string[] {
  if (keys.length > 100) return keys.sort();
  for (let next = 1; next < keys.length; next++) {
    const key = keys[next]!;
    let place = next;
    for (; place > 0 && keys[place - 1]! > key; place--) keys[place] = keys[place - 1]!;
    keys[place] = key;
  }
  return keys;
}

/** Tells records and instances of ordinary classes from Map, RegExp, Buffer and others that keep their state elsewhere. */
function isRecord(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return true;
  return Object.prototype.toString.call(value) === '[object Object]';
}

function flaw(path: Path, depth: number, what: string): InvalidEvent {
  const place = path.slice(1, depth).map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`));
  return new InvalidEvent(`${path[0]}${place.join('')} is ${what}`);
}
