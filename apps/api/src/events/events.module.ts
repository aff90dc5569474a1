import { Module } from '@nestjs/common';
import { EventsController } from './events.controller.js';
import { ListCaseEventsHandler } from './list-case-events.js';
import { ListEventsHandler } from './list-events.js';

@Module({ controllers: [EventsController], providers: [ListEventsHandler, ListCaseEventsHandler] })
export class EventsModule {}
