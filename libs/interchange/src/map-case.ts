import { OPENINGS, STEPS_BY_NAME, validateStep, type CaseEventType } from '#cases';
import type { Command } from '#ledger';
import type { ItemReading } from './item-reading.js';
import { stepKeyProblem } from './keys.js';
import type { Mapped } from './mapped.js';
import { OPENED_FIELDS, placeOf } from './places.js';
import { OPENING_KEY } from './source-ids.js';
import { isObject, STEP_FIELDS, type Fields } from './spelling.js';
import { validated } from './validated.js';

const STEP_TYPES: ReadonlyMap<unknown, CaseEventType> = new Map(
  Object.entries(STEPS_BY_NAME).map(([name, type]) => [name.replaceAll('-', '_'), type]),
);

/** What happened has a date, however vague; without one it would be taken to have happened during the import. */
const UNDATED = 'is missing: say what is known, if only the year';
const AMENDMENTS: ReadonlySet<string> = new Set<CaseEventType>(['StepCorrected', 'StepRetracted']);

/** A case: its opening, and its steps in the order of the file. */
export function mapCase({ opened, steps = [], ...about }: Fields, reading: ItemReading): Mapped {
  const { key, ids, names } = reading;
  const commands = [mapOpening(opened, about, reading), ...mapSteps(steps, reading)];
  const id = reading.named(ids.caseId(key), key);
  return { kind: 'case', id, key, commands: commands.filter((command) => command !== undefined), names };
}

function mapOpening(opened: unknown, about: Fields, reading: ItemReading): Command | undefined {
  if (!isObject(opened)) return void reading.refuse('opened', 'must be an object such as {by: received, at: "2021"}');
  const { by, ...how } = opened;
  refuseMisplaced(how, about, reading);
  if (how.at === undefined) reading.refuse('opened.at', UNDATED);
  if (by !== 'posted_online' && by !== 'received') {
    return void reading.refuse('opened.by', `must be one of ${Object.keys(OPENINGS).join(', ')}`);
  }
  return command(OPENING_KEY, OPENINGS[by], { ...about, ...how }, reading);
}

function refuseMisplaced(how: Fields, about: Fields, reading: ItemReading): void {
  for (const name of Object.keys(how)) {
    if (!OPENED_FIELDS.has(name)) reading.refuse(`opened.${name}`, 'is not a known field');
  }
  for (const name of Object.keys(about)) {
    if (OPENED_FIELDS.has(name)) reading.refuse(name, 'is not a known field here: it belongs in opened');
  }
}

function mapSteps(steps: unknown, reading: ItemReading): (Command | undefined)[] {
  if (!Array.isArray(steps)) return [void reading.refuse('steps', 'must be a list')];
  const keys = new Set<unknown>();
  return steps.map((step: unknown, index) => {
    if (!isObject(step)) return void reading.refuse(`steps[${index}]`, 'must be an object');
    const { key, ...fields } = step;
    const problem = stepKeyProblem(key) ?? (keys.has(key) ? 'is the key of a step before' : undefined);
    if (problem) return void reading.refuse(`steps[${index}].key`, problem);
    keys.add(key);
    return mapStep(key as string, fields, reading);
  });
}

function mapStep(key: string, { type: name, ...fields }: Fields, reading: ItemReading): Command | undefined {
  const place = placeOf(key);
  const type = STEP_TYPES.get(name);
  if (!type) return void reading.refuse(place('type'), `must be one of ${[...STEP_TYPES.keys()].join(', ')}`);
  if (fields.at === undefined && !AMENDMENTS.has(type)) reading.refuse(place('at'), UNDATED);
  return command(key, type, fields, reading);
}

function command(key: string, type: CaseEventType, fields: Fields, reading: ItemReading): Command {
  const place = placeOf(key);
  const plain = STEP_FIELDS.respell(fields, reading, place);
  const content = validated(() => validateStep(type, plain), reading, place);
  return { type, stepId: reading.named(reading.ids.stepId(reading.key, key), key), content };
}
