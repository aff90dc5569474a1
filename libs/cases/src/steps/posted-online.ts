import { IsOptional, IsUrl } from 'class-validator';
import { IsText, MAX_NAME } from '#unions';
import { Personal } from '../content/personal.js';
import { Opening } from './opening.js';

/** A case opens with a post that somebody published. */
export class PostedOnline extends Opening {
  @IsOptional()
  @IsText(MAX_NAME)
  platform?: string;

  /** Personal because it leads to whoever posted. */
  @Personal()
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true }, { message: '$property must be an http(s) address' })
  url?: string;
}
