import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Node,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import type { FileItem, FileItems } from './file-item.js';
import { notYaml } from './not-yaml.js';

/** A document's lists of things, and the kind that each holds, in the order in which they must be recorded. */
const LISTS = [
  ['unions', 'union'],
  ['cases', 'case'],
] as const;

/** What a parser can step over: the item it lies in is bad, those after it are as written. */
const LOCAL_ERRORS: ReadonlySet<string> = new Set(['DUPLICATE_KEY']);

/**
 * The objects of a YAML text: of documents that are one object each, of sequences, or of the lists `unions:` and
 * `cases:`, whose items need no `kind`; other keys beside those lists are ignored.
 * @throws UnreadableFile when the text is not YAML.
 */
export function readYaml(text: string): FileItems {
  const lines = new LineCounter();
  // Its warnings quote the text.
  const documents = parseAllDocuments(text, { lineCounter: lines, logLevel: 'error' }) as Document.Parsed[];
  for (const { errors } of documents) refuseBroken(errors, lines);
  const items = documents.flatMap((document) => {
    return entriesOf(document).map((entry) => toItem(entry, document, lines));
  });
  return { size: text.length, items: fromArray(items) };
}

interface Entry {
  readonly node: Node;
  /** The kind that the list around it gives it. */
  readonly kind?: string;
}

function refuseBroken(errors: readonly YAMLError[], lines: LineCounter): void {
  const error = errors.find(({ code }) => !LOCAL_ERRORS.has(code));
  if (error) throw notYaml(error, lines);
}

function entriesOf({ contents }: Document.Parsed): Entry[] {
  if (isSeq(contents)) return contents.items.map((node) => ({ node: node as Node }));
  if (isMap(contents) && !contents.has('kind')) {
    const lists = LISTS.flatMap(([name, kind]) => listed(contents, name, kind));
    if (lists.length > 0 || LISTS.some(([name]) => contents.has(name))) return lists;
  }
  if (contents === null || (isScalar(contents) && contents.value === null)) return [];
  return [{ node: contents }];
}

function listed(document: YAMLMap, name: string, kind: string): Entry[] {
  const list = document.get(name, true) as unknown;
  if (isSeq(list)) return list.items.map((node) => ({ node: node as Node, kind }));
  if (list === undefined || (isScalar(list) && list.value === null)) return [];
  return [{ node: list as Node, kind }];
}

function toItem({ node, kind }: Entry, document: Document.Parsed, lines: LineCounter): FileItem {
  const [start, , end] = node.range ?? [0, 0, 0];
  const { line } = lines.linePos(start);
  const broken = document.errors.find(({ pos }) => pos[0] >= start && pos[0] < end);
  if (broken) return { line, end, unreadable: 'an object has a field twice' };
  try {
    const value = withKind(node.toJS(document), kind);
    return { line, end, value, text: JSON.stringify(value) };
  } catch {
    return { line, end, unreadable: 'it has aliases that lead nowhere, or to too much' };
  }
}

function withKind(value: unknown, kind: string | undefined): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return kind && isObject ? { kind, ...value } : value;
}

async function* fromArray(items: readonly FileItem[]): AsyncGenerator<FileItem> {
  yield* items;
}
