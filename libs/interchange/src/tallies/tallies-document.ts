import { LineCounter, parseDocument, type Document, type Node, type Tags } from 'yaml';
import { UnreadableFile } from '../errors.js';
import { notYaml } from '../not-yaml.js';
import type { Path } from './place.js';

/** A YAML or JSON text, of which every part has a line. */
export interface TalliesDocument {
  readonly value: unknown;
  /** Line on which what a path leads to begins, or else what it was missed in; the first is 1. */
  readonly lineOf: (path: Path) => number;
}

const FLOAT = 'tag:yaml.org,2002:float';

/** Decimals stay as they are written, since their last digit says how far they were rounded. */
const customTags = (tags: Tags): Tags => tags.map(withWrittenDecimals);

function withWrittenDecimals(tag: Tags[number]): Tags[number] {
  if (typeof tag !== 'object' || tag.collection || tag.tag !== FLOAT) return tag;
  return { ...tag, resolve: (text: string) => text };
}

/**
 * Reads a document; JSON is YAML. Decimals become text, and keys are text whatever they look like.
 * @throws UnreadableFile when it is neither, is more than one document, or gives a field of an object twice
 */
export function readTalliesDocument(text: string): TalliesDocument {
  const lines = new LineCounter();
  // Its warnings quote the text.
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'error', stringKeys: true, customTags });
  const [error] = document.errors;
  if (error) throw notYaml(error, lines);
  return { value: valueOf(document), lineOf: (path) => lines.linePos(startOf(document, path)).line };
}

function valueOf(document: Document.Parsed): unknown {
  try {
    return document.toJS();
  } catch {
    throw new UnreadableFile('it has aliases that lead nowhere, or to too much');
  }
}

function startOf(document: Document.Parsed, path: Path): number {
  const node = document.getIn(path, true) as Node | undefined;
  if (node?.range) return node.range[0];
  return path.length > 0 ? startOf(document, path.slice(0, -1)) : 0;
}
