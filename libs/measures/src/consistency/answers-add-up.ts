import { canAddUp, sumText } from './adds-up.js';
import { linesOf, type Count, type Tallies } from './tallies.js';

/** The answers to a question, the unknown among them, are not as many as the cases. */
export interface AnswersDoNotAddUp {
  readonly kind: 'answers_do_not_add_up';
  readonly where: string;
  readonly parts: readonly Count[];
  readonly whole: number;
  readonly message: string;
}

export function answersThatDoNotAddUp({ cases, questions }: Tallies): AnswersDoNotAddUp[] {
  return questions.flatMap((question) => {
    const lines = linesOf(question);
    const parts = lines.map(({ count }) => count);
    if (canAddUp(parts, cases)) return [];
    const names = lines.map(({ name }) => name).join(' + ');
    const message = `the answers are not as many as the cases: ${names}: ${sumText(parts, cases)}`;
    return [{ kind: 'answers_do_not_add_up', where: question.name, parts, whole: cases, message }];
  });
}
