import { IsOptional } from 'class-validator';
import { IsCode, IsText, MAX_NAME } from '#unions';
import { EMPLOYER_ROLES, type EmployerRole } from '../codes.js';

/** A company or person that the worker worked for, in one way or another. */
export class Employer {
  @IsText(MAX_NAME)
  name!: string;

  @IsOptional()
  @IsCode(EMPLOYER_ROLES, 'role')
  role: EmployerRole = 'employer';
}
