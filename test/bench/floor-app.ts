import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Body, Controller, Inject, Module, Param, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsArray, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import pg from 'pg';

/**
 * The floor under a command over HTTP, a program of its own: the barest endpoints that validate a body and insert it
 * durably. They know no case, decide nothing, and keep no order.
 */
const { DATABASE_URL, PORT } = process.env;

const CREATE = `CREATE TABLE raw_commands (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, stream text NOT NULL,
  id uuid NOT NULL, type text NOT NULL, data text NOT NULL, metadata text NOT NULL)`;
const INSERT = {
  name: 'raw_command',
  text: 'INSERT INTO raw_commands (stream, id, type, data, metadata) VALUES ($1, $2, $3, $4, $5) RETURNING position',
};

/** Measured: fewer or more connections are slower here. */
const CONNECTIONS = 10;

class CaseBody {
  @IsIn(['posted_online', 'received']) openedBy!: string;
  @IsString() @MaxLength(200) title!: string;
  @IsString() region!: string;
  @IsString() sector!: string;
  @IsArray() @IsString({ each: true }) disputes!: string[];
  @IsString() occurredAt!: string;
}

class StepBody {
  @IsString() occurredAt!: string;
  @IsOptional() @IsUUID() unionId?: string;
  @IsOptional() @IsString() outcome?: string;
  @IsOptional() @IsString() caller?: string;
  @IsOptional() @IsString() aware?: string;
  @IsOptional() @IsArray() @IsString({ each: true }) reasons?: string[];
  @IsOptional() @IsString() direction?: string;
  @IsOptional() @IsString() kind?: string;
  @IsOptional() @IsArray() @IsString({ each: true }) kinds?: string[];
  @IsOptional() @IsString() prompted?: string;
  @IsOptional() @IsArray() creditedTo?: object[];
  @IsOptional() @IsString() note?: string;
}

@Controller('v1/cases')
class CommandsController {
  constructor(@Inject(pg.Pool) private readonly pool: pg.Pool) {}

  @Post()
  open(@Body() body: CaseBody) {
    return this.insert(randomUUID(), body.openedBy, body);
  }

  @Post(':caseId/steps/:step')
  record(@Param('caseId') caseId: string, @Param('step') step: string, @Body() body: StepBody) {
    return this.insert(caseId, step, body);
  }

  private async insert(caseId: string, type: string, body: object) {
    const stepId = randomUUID();
    const metadata = { correlationId: randomUUID(), recordedAt: new Date(), recordedBy: 'local', schemaVersion: 1 };
    const values = [`case-${caseId}`, stepId, type, JSON.stringify(body), JSON.stringify(metadata)];
    const { rows } = await this.pool.query<{ position: string }>({ ...INSERT, values });
    return { caseId, stepId, position: rows[0]!.position };
  }
}

const pool = new pg.Pool({ connectionString: DATABASE_URL, max: CONNECTIONS });
await pool.query(CREATE);

@Module({ controllers: [CommandsController], providers: [{ provide: pg.Pool, useValue: pool }] })
class FloorModule {}

const app = await NestFactory.create<NestFastifyApplication>(FloorModule, new FastifyAdapter(), { logger: false });
app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true }));
await app.listen(Number(PORT), '127.0.0.1');
