import { UNKNOWN_ANSWER, type AnswerCount, type Question } from '#measures';
import type { Place } from './place.js';
import { isName, readCount } from './scalars.js';

/** So many answers all questions may have together. */
const MAX_ANSWERS = 200;

/** The questions of a section: each is an object of counts, by answer. */
export function readQuestions(places: ReadonlyMap<string, Place>): Question[] {
  let answers = 0;
  return [...places].flatMap(([name, place]) => {
    const question = readQuestion(name, place);
    answers += question?.answers.length ?? 0;
    if (question && answers > MAX_ANSWERS) place.refuse(`must not bring the answers to more than ${MAX_ANSWERS}`);
    return question ?? [];
  });
}

function readQuestion(name: string, place: Place): Question | undefined {
  if (typeof place.value !== 'object')
    return void place.refuse('is not a known field; a question is an object of counts');
  if (!isName(name, place)) return undefined;
  const counts = place.fields(MAX_ANSWERS);
  const answers = [...counts].flatMap(([answer, count]) => readAnswer(answer, count));
  const unknown = counts.get(UNKNOWN_ANSWER);
  if (answers.length === 0) place.refuse('must have an answer');
  return { name, answers, unknown: unknown ? readCount(unknown) : null };
}

function readAnswer(name: string, place: Place): AnswerCount[] {
  if (name === UNKNOWN_ANSWER || !isName(name, place)) return [];
  return [{ name, count: readCount(place) }];
}
