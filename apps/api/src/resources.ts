import { Module, type DynamicModule } from '@nestjs/common';
import type { Registry } from 'prom-client';
import type { Logger } from 'pino';
import type { EventStore } from '#event-store';
import { Ledger } from '#ledger';
import { ProjectionControl } from '#projections';
import { ReadModels } from '#read-models';
import { Webhooks } from '#webhooks';
import { RetentionMetrics } from './metrics/retention-metrics.js';

export const EVENT_STORE = Symbol('EventStore');
export const REGISTRY = Symbol('Registry');
export const LOG = Symbol('Log');

/** What the API works with; whoever starts it opens these and closes them again. */
export interface Resources {
  readonly store: EventStore;
  readonly ledger: Ledger;
  readonly readModels: ReadModels;
  readonly projections: ProjectionControl;
  readonly webhooks: Webhooks;
  readonly retention: RetentionMetrics;
  readonly registry: Registry;
  readonly log: Logger;
}

/** Hands the resources to everybody who asks for one. */
@Module({})
export class ResourcesModule {
  static with(resources: Resources): DynamicModule {
    const { store, ledger, readModels, projections, webhooks, retention, registry, log } = resources;
    const providers = [
      { provide: EVENT_STORE, useValue: store },
      { provide: Ledger, useValue: ledger },
      { provide: ReadModels, useValue: readModels },
      { provide: ProjectionControl, useValue: projections },
      { provide: Webhooks, useValue: webhooks },
      { provide: RetentionMetrics, useValue: retention },
      { provide: REGISTRY, useValue: registry },
      { provide: LOG, useValue: log },
    ];
    return { module: ResourcesModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
  }
}
