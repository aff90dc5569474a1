/** A count as it was published; null where it was not, or not legibly. */
export type Count = number | null;

/** One answer to a question, and how many cases have it. */
export interface AnswerCount {
  readonly name: string;
  readonly count: Count;
}

/** A question that each case answers once; the cases of which nobody knows the answer are counted apart. */
export interface Question {
  readonly name: string;
  readonly answers: readonly AnswerCount[];
  readonly unknown: Count;
}

/** One question by another; `cells[row][column]`, in the order of `linesOf`. */
export interface CrossTable {
  readonly rows: Question;
  readonly columns: Question;
  readonly cells: readonly (readonly Count[])[];
}

/** A count by its name in the tallies, such as `aware.yes`; without one where only the number was given. */
export interface Figure {
  readonly name: string | null;
  readonly count: Count;
}

/** A percentage, and what it is said to be of. */
export interface PrintedPercentage {
  /** Where it stands, for whoever has to mend it. */
  readonly where: string;
  /** As printed: a decimal number, whose digits say how far it was rounded. */
  readonly printed: string;
  /** Null where the text does not say; a numerator of null is some whole number of the denominator. */
  readonly of: { readonly numerator: Figure | null; readonly denominator: Figure } | null;
  /** The words in which it was published. */
  readonly says?: string;
}

/** Parts that are said to make a whole. */
export interface Statement {
  readonly where: string;
  readonly parts: readonly Figure[];
  readonly whole: Figure;
  readonly says?: string;
}

/** What was published of some cases: how many there are, and every figure over them. Counts are whole and not negative. */
export interface Tallies {
  readonly cases: number;
  readonly questions: readonly Question[];
  readonly cross: CrossTable | null;
  readonly percentages: readonly PrintedPercentage[];
  readonly statements: readonly Statement[];
}

/** What the count of the cases without an answer is called. */
export const UNKNOWN_ANSWER = 'unknown';

/** The answers of a question as the rows or columns of a table: the unknown come last. */
export function linesOf({ answers, unknown }: Question): readonly AnswerCount[] {
  return [...answers, { name: UNKNOWN_ANSWER, count: unknown }];
}
