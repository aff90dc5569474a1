import { Module } from '@nestjs/common';
import { EventsController } from './events.controller.js';
import { ListCaseEventsHandler } from './list-case-events.js';
import { ListEventsHandler } from './list-events.js';
import { LiveMetrics } from './live/live-metrics.js';
import { LiveStreams } from './live/live-streams.js';
import { SharedTail } from './live/shared-tail.js';

@Module({
  controllers: [EventsController],
  providers: [ListEventsHandler, ListCaseEventsHandler, LiveMetrics, LiveStreams, SharedTail],
})
export class EventsModule {}
