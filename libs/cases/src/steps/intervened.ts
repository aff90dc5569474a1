import { ArrayNotEmpty, ArrayUnique } from 'class-validator';
import { IsCode, IsCodes } from '#unions';
import { INTERVENTIONS, PROMPTS, type Intervention, type Prompt } from '../codes.js';
import { UnionStep } from '../content/dated.js';

/** A union acted on the worker's behalf. */
export class Intervened extends UnionStep {
  @IsCodes(INTERVENTIONS, 'intervention')
  @ArrayNotEmpty()
  @ArrayUnique()
  kinds!: Intervention[];

  @IsCode(PROMPTS, 'prompt')
  prompted!: Prompt;
}
