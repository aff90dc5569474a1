import { IsOptional } from 'class-validator';
import { IsEdtf, Nested } from '../rules.js';
import { Names } from './names.js';

/** A union has one more department. */
export class DepartmentAdded {
  @Nested(() => Names)
  names!: Names;

  @IsOptional()
  @IsEdtf()
  occurredAt?: string;
}
