import { IsObject } from 'class-validator';
import { IsId, IsText, MAX_NOTE } from '#unions';
import { Dated } from '../content/dated.js';
import { Personal } from '../content/personal.js';
import { IsShallow } from '../content/shallow.js';

/** A step was recorded wrongly; from now on it says this instead. */
export class StepCorrected extends Dated {
  /** The step's latest version: the step itself, or the correction that stands for it. */
  @IsId()
  stepId!: string;

  /** All that the step should say, of the same type; a date left out stays as it was. */
  @IsObject()
  @IsShallow()
  content!: object;

  @Personal()
  @IsText(MAX_NOTE)
  why!: string;

  /** The type of the corrected step: filled in when recorded, so that the event can be read without the case. */
  type?: string;
}
