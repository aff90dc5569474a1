import { IsOptional } from 'class-validator';
import { IsCode } from '#unions';
import { INTAKE_CHANNELS, type IntakeChannel } from '../codes.js';
import { Opening } from './opening.js';

/** A case opens because it was brought to the organisation. */
export class CaseReceived extends Opening {
  @IsOptional()
  @IsCode(INTAKE_CHANNELS, 'channel')
  channel?: IntakeChannel;
}
