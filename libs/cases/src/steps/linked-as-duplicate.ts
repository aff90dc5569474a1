import { IsId } from '#unions';
import { NotedStep } from '../content/dated.js';

/** The case is the same as another. */
export class LinkedAsDuplicate extends NotedStep {
  /** The other case, which stands. */
  @IsId()
  duplicateOf!: string;
}
