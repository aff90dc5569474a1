import type { Tallies } from '#measures';
import { unpacked, wholeText } from '../bytes.js';
import { openStream } from '../open-stream.js';
import { isObject } from '../spelling.js';
import { InvalidTallies } from './invalid-tallies.js';
import { pathText, Place, type Misplaced, type Path } from './place.js';
import { readSection } from './read-section.js';
import { readTalliesDocument, type TalliesDocument } from './tallies-document.js';

/** A page of tables is a few kilobytes; the study's own file of cases is read as well. */
export const MAX_TALLIES_BYTES = 1024 * 1024;
const TOO_LONG = `a file of tallies has no more than ${MAX_TALLIES_BYTES} bytes`;

/** Where tallies stand in a file that holds more than them. */
const SECTION = 'tallies';

/**
 * The tallies of a file in YAML or JSON, which may be compressed with gzip; `-` is standard input. They are the whole of
 * it, or its section `tallies:`, beside which it may hold anything.
 * @throws UnreadableFile when it is not there, not readable, or neither YAML nor JSON
 * @throws InvalidTallies with every field that is wrong
 */
export async function readTallies(path: string, signal?: AbortSignal): Promise<Tallies> {
  const { stream } = await openStream(path, signal);
  try {
    const { chunks } = await unpacked(stream);
    return talliesOf(await wholeText(chunks, MAX_TALLIES_BYTES, TOO_LONG));
  } finally {
    stream.destroy();
  }
}

/** As readTallies, of a text. */
export function talliesOf(text: string): Tallies {
  const document = readTalliesDocument(text);
  const problems: Misplaced[] = [];
  if (document.value === null)
    throw new InvalidTallies([{ line: 1, field: '', reason: 'is empty: no tallies are in it' }]);
  const tallies = readSection(sectionOf(document, problems));
  if (problems.length > 0) throw new InvalidTallies(problems.map((problem) => located(problem, document)));
  return tallies;
}

function sectionOf({ value }: TalliesDocument, problems: Misplaced[]): Place {
  const path: Path = isObject(value) && Object.hasOwn(value, SECTION) ? [SECTION] : [];
  return new Place(path.length > 0 ? (value as Record<string, unknown>)[SECTION] : value, path, problems);
}

function located({ path, reason }: Misplaced, { lineOf }: TalliesDocument) {
  return { line: lineOf(path), field: pathText(path), reason };
}
