import { IsText, MAX_NAME, OptionalWith } from '#unions';
import { NotedStep } from '../content/dated.js';
import { Personal } from '../content/personal.js';
import { IsReference } from '../content/reference.js';

const MAX_URI = 2000;
const MAX_TEXT = 100_000;

/** A document that supports the case: its text, or where it is kept. */
export class EvidenceAttached extends NotedStep {
  /** The organisation's own name for it: it must name no worker. */
  @IsText(MAX_NAME)
  title!: string;

  @Personal()
  @OptionalWith('text')
  @IsReference(MAX_URI)
  uri?: string;

  @Personal()
  @OptionalWith('uri')
  @IsText(MAX_TEXT)
  text?: string;
}
