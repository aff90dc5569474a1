import type { Tallies } from '#measures';
import { pathText, type Place } from './place.js';
import { readCross } from './read-cross.js';
import { readPercentages } from './read-percentages.js';
import { readQuestions } from './read-questions.js';
import { readStatements } from './read-statements.js';
import { References } from './references.js';
import { isCount, WHOLE_NUMBER } from './scalars.js';

/** The fields of a section that are no questions. */
const FIELDS = ['cases', 'cross', 'printed_percentages', 'correct_percentages', 'statements'] as const;
const MAX_FIELDS = 100;

/** The tallies that a section states; whatever in it was refused is left out, or not given. */
export function readSection(section: Place): Tallies {
  const fields = section.fields(MAX_FIELDS);
  const place = (name: (typeof FIELDS)[number]) => fields.get(name) ?? section.absent(name);
  const whereOf = ({ path }: Place) => pathText(path.slice(section.path.length));
  const cases = readCases(place('cases'));
  const questions = readQuestions(new Map([...fields].filter(([name]) => !isField(name))));
  const cross = readCross(place('cross'), questions);
  const references = new References({ cases, questions, cross });
  const percentages = (['printed_percentages', 'correct_percentages'] as const).flatMap((list) =>
    readPercentages(place(list), references, whereOf),
  );
  const statements = readStatements(place('statements'), references, whereOf);
  return { cases, questions, cross, percentages, statements };
}

function isField(name: string): boolean {
  return (FIELDS as readonly string[]).includes(name);
}

function readCases(place: Place): number {
  if (isCount(place.value)) return place.value;
  place.refuse(place.isGiven ? WHOLE_NUMBER : 'is missing');
  return 0;
}
