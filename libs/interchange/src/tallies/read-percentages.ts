import type { PrintedPercentage } from '#measures';
import { isObject } from '../spelling.js';
import type { Place } from './place.js';
import type { References } from './references.js';
import { REPORT_SHARES } from './report-names.js';
import { readPercent, readWords } from './scalars.js';

const MAX_PERCENTAGES = 200;

type Of = PrintedPercentage['of'];

/** Percentages by name: a number, whose name then says what it is of, or `{percent, of, says}`. */
export function readPercentages(
  list: Place,
  references: References,
  whereOf: (place: Place) => string,
): PrintedPercentage[] {
  if (!list.isGiven) return [];
  return [...list.fields(MAX_PERCENTAGES)].flatMap(([name, place]) => {
    const percentage = isObject(place.value) ? readExplicit(place, references) : readNamed(name, place, references);
    return percentage ? [{ where: whereOf(place), ...percentage }] : [];
  });
}

function readExplicit(place: Place, references: References): Omit<PrintedPercentage, 'where'> | undefined {
  const fields = place.known(['percent', 'of', 'says']);
  const printed = readPercent(fields.percent);
  const of = fields.of.isGiven ? readOf(fields.of, references) : null;
  const says = readWords(fields.says);
  return printed === undefined || of === undefined ? undefined : { printed, of, says };
}

function readOf(place: Place, references: References): Of | undefined {
  const { numerator, denominator } = place.known(['numerator', 'denominator']);
  const part = numerator.isGiven ? references.read(numerator) : null;
  const whole = references.read(denominator);
  return part === undefined || whole === undefined ? undefined : { numerator: part, denominator: whole };
}

function readNamed(name: string, place: Place, references: References): Omit<PrintedPercentage, 'where'> | undefined {
  const printed = readPercent(place);
  const [part, whole] = REPORT_SHARES.get(name) ?? [name, 'cases'];
  const [numerator, denominator] = [references.find(part), references.find(whole)];
  if (numerator && denominator) return printed === undefined ? undefined : { printed, of: { numerator, denominator } };
  return void place.refuse('must be named after a count of this file, such as aware.yes, or say what it is of');
}
