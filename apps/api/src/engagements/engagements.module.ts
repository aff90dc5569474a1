import { Module } from '@nestjs/common';
import { EngagementsController } from './engagements.controller.js';
import { FindEngagementsHandler } from './find-engagements.js';

@Module({ controllers: [EngagementsController], providers: [FindEngagementsHandler] })
export class EngagementsModule {}
