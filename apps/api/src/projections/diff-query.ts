import { IsOptional, Matches } from 'class-validator';
import { IsLimit } from '../http/read-query.js';

const IsVersion = () => Matches(/^[1-9]\d{0,8}$/, { message: '$property must be a version, such as 2' });

export class DiffQuery {
  @IsVersion()
  one!: string;

  @IsVersion()
  other!: string;

  @IsOptional()
  @IsLimit()
  limit?: string;
}
