import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { ConfigurationError } from './configuration-error.js';
import { Environment } from './environment.js';
import { isKurrentDb } from './is-store-url.js';

/** Where the events and the read models are kept. */
export type Storage =
  | { readonly kind: 'embedded'; readonly dataDir: string }
  | { readonly kind: 'external'; readonly eventStoreUrl: string; readonly databaseUrl: string };

/** What the environment asks for, with every default filled in. */
export interface Configuration {
  readonly storage: Storage;
  readonly host: string;
  /** 0 means any free port. */
  readonly port: number;
  /** Load the published study's cases when the ledger is empty. */
  readonly loadReportCases: boolean;
  readonly logLevel: NonNullable<Environment['LOG_LEVEL']>;
  readonly logFormat: NonNullable<Environment['LOG_FORMAT']>;
  /** Whether the API's process also keeps the read models up to date. */
  readonly projector: NonNullable<Environment['PROJECTOR']>;
  readonly webhooks: {
    /** Whether webhooks may lead into this machine and its network. */
    readonly allowPrivate: boolean;
    /** 32 bytes that their secrets are sealed under. */
    readonly secretKey?: Buffer;
  };
  readonly shutdownTimeoutMs: number;
}

/** @throws ConfigurationError naming every variable that is wrong. */
export function readConfiguration(variables: NodeJS.ProcessEnv = process.env): Configuration {
  const environment = validate(variables);
  const storage = chooseStorage(environment);
  return {
    storage,
    host: environment.HOST ?? '127.0.0.1',
    port: environment.PORT ?? 3000,
    loadReportCases: environment.LOAD_REPORT_CASES ?? storage.kind === 'embedded',
    logLevel: environment.LOG_LEVEL ?? 'info',
    logFormat: environment.LOG_FORMAT ?? (process.stdout.isTTY ? 'pretty' : 'json'),
    projector: environment.PROJECTOR ?? 'embedded',
    webhooks: {
      allowPrivate: environment.WEBHOOKS_ALLOW_PRIVATE ?? false,
      ...(environment.WEBHOOKS_SECRET_KEY && { secretKey: Buffer.from(environment.WEBHOOKS_SECRET_KEY, 'base64') }),
    },
    // Docker kills a container 10 s after it asked it to stop.
    shutdownTimeoutMs: environment.SHUTDOWN_TIMEOUT_MS ?? 9000,
  };
}

function validate(variables: NodeJS.ProcessEnv): Environment {
  // Compose files and shells spell "not set" as the empty string.
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
  const environment = plainToInstance(Environment, given);
  const problems = validateSync(environment, { stopAtFirstError: true }).map(({ property, constraints = {} }) => ({
    variable: property,
    reason: Object.values(constraints).join('; '),
  }));
  if (problems.length > 0) throw new ConfigurationError(problems);
  return environment;
}

/** One URL alone serves for both stores; none at all means the PostgreSQL that we bring. */
function chooseStorage({ EVENT_STORE_URL, DATABASE_URL, DATA_DIR }: Environment): Storage {
  const eventStoreUrl = EVENT_STORE_URL ?? DATABASE_URL;
  const databaseUrl = DATABASE_URL ?? EVENT_STORE_URL;
  if (!eventStoreUrl || !databaseUrl) return { kind: 'embedded', dataDir: DATA_DIR ?? '.recourse' };
  if (isKurrentDb(databaseUrl)) {
    const reason = 'must be set beside a kurrentdb:// EVENT_STORE_URL: the read models are kept in PostgreSQL';
    throw new ConfigurationError([{ variable: 'DATABASE_URL', reason }]);
  }
  return { kind: 'external', eventStoreUrl, databaseUrl };
}
