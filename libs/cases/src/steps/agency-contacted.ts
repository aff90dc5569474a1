import { IsCode } from '#unions';
import { AGENCIES, AGENCY_OUTCOMES, type Agency, type AgencyOutcome } from '../codes.js';
import { NotedStep } from '../content/dated.js';

/** A body that is no union was asked for help. */
export class AgencyContacted extends NotedStep {
  @IsCode(AGENCIES, 'agency')
  agency!: Agency;

  @IsCode(AGENCY_OUTCOMES, 'outcome')
  outcome!: AgencyOutcome;
}
