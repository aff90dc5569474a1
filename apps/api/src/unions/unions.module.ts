import { Module } from '@nestjs/common';
import { ChangeUnionHandler } from './commands/change-union.js';
import { RegisterUnionHandler } from './commands/register-union.js';
import { FindUnionsHandler } from './queries/find-unions.js';
import { GetUnionHandler } from './queries/get-union.js';
import { UnionsController } from './unions.controller.js';

@Module({
  controllers: [UnionsController],
  providers: [RegisterUnionHandler, ChangeUnionHandler, FindUnionsHandler, GetUnionHandler],
})
export class UnionsModule {}
