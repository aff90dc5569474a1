import { IsText, MAX_NOTE } from '#unions';
import { Personal } from '../content/personal.js';
import { StepContent } from '../content/dated.js';

/** A remark on the case; the only step that a closed case takes. */
export class NoteAdded extends StepContent {
  @Personal()
  @IsText(MAX_NOTE)
  note!: string;
}
