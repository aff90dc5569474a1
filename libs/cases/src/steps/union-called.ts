import { IsOptional } from 'class-validator';
import { IsCode } from '#unions';
import {
  AWARENESS,
  CALLERS,
  CALL_CHANNELS,
  CALL_OUTCOMES,
  type Awareness,
  type CallChannel,
  type CallOutcome,
  type Caller,
} from '../codes.js';
import { DepartmentStep } from '../content/dated.js';

/** Somebody asked a union for help, or tried to. */
export class UnionCalled extends DepartmentStep {
  @IsCode(CALL_OUTCOMES, 'outcome')
  outcome!: CallOutcome;

  @IsOptional()
  @IsCode(CALLERS, 'caller')
  caller: Caller = 'organisation';

  @IsOptional()
  @IsCode(CALL_CHANNELS, 'channel')
  channel: CallChannel = 'phone';

  /** Whether the union showed that it knew of the case before. */
  @IsOptional()
  @IsCode(AWARENESS, 'awareness')
  aware: Awareness = 'unknown';
}
