import { Global, Module } from '@nestjs/common';
import { APP_PIPE } from '@nestjs/core';
import { OpenStreams } from './open-streams.js';
import { ValidationPipe } from './validation.pipe.js';

/** What every controller shares. */
@Global()
@Module({
  providers: [OpenStreams, { provide: APP_PIPE, useClass: ValidationPipe }],
  exports: [OpenStreams],
})
export class HttpModule {}
