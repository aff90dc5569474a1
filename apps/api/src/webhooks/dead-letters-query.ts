import { IsOptional } from 'class-validator';
import { IsPosition } from '#read-models';
import { IsLimit } from '../http/read-query.js';

/** The dead letters of a webhook, page by page. */
export class DeadLettersQuery {
  @IsOptional()
  @IsPosition()
  cursor?: string;

  @IsOptional()
  @IsLimit()
  limit?: string;
}
