import { IsId, IsText, MAX_NOTE } from '#unions';
import { Dated } from '../content/dated.js';
import { Personal } from '../content/personal.js';

/** A step should never have been recorded; final. */
export class StepRetracted extends Dated {
  /** The step's latest version: the step itself, or the correction that stands for it. */
  @IsId()
  stepId!: string;

  @Personal()
  @IsText(MAX_NOTE)
  why!: string;
}
