import { IsOptional } from 'class-validator';
import { EventSelection } from '#interchange';
import { IsPosition } from '#read-models';
import { IsId, IsText, MAX_NAME, Nested } from '#unions';

const MAX_URL = 2_000;

/** The body of POST /v1/webhooks. */
export class NewWebhookBody {
  /** Where events are sent to: https://, on the public internet unless the configuration allows others. */
  @IsText(MAX_URL)
  url!: string;

  @IsOptional()
  @IsText(MAX_NAME)
  description?: string;

  /** Which events, by the names that the query of GET /v1/events has; all of them where it is left out. */
  @IsOptional()
  @Nested(() => EventSelection)
  conditions?: EventSelection;

  /** A position: events after it. Those that are recorded from now on where it is left out. */
  @IsOptional()
  @IsPosition()
  from?: string;
}

/** The body of POST /v1/webhooks/{id}/replay. */
export class ReplayBody {
  /** One dead letter; all of them where it is left out. */
  @IsOptional()
  @IsId()
  eventId?: string;
}
