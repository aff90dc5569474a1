import { IsText, MAX_NAME } from '#unions';
import { NotedStep } from '../content/dated.js';

/** Somebody of the organisation takes charge of the case. */
export class Assigned extends NotedStep {
  /** Whoever takes charge: staff, so no worker's personal data. */
  @IsText(MAX_NAME)
  assignee!: string;
}
