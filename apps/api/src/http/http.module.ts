import { Global, Module } from '@nestjs/common';
import { APP_PIPE } from '@nestjs/core';
import { MinPosition } from './min-position.pipe.js';
import { OpenStreams } from './open-streams.js';
import { PositionsSeen } from './positions-seen.js';
import { ValidationPipe } from './validation.pipe.js';

/** What every controller shares. */
@Global()
@Module({
  // The pipes run in this order.
  providers: [
    OpenStreams,
    PositionsSeen,
    { provide: APP_PIPE, useClass: ValidationPipe },
    { provide: APP_PIPE, useClass: MinPosition },
  ],
  exports: [OpenStreams, PositionsSeen],
})
export class HttpModule {}
