import { PostgresEventStore } from '#event-store';
import { importFile } from '#interchange';
import { Ledger } from '#ledger';
import { catchUp, ProjectionControl } from '#projections';
import { PROJECTIONS, ReadModels } from '#read-models';
import { answerMessages } from '../measuring/programs.js';

/** A whole import into an empty database, or a whole rebuild of the read models of a full one. */
export type GrowthTask =
  | { readonly kind: 'import'; readonly url: string; readonly file: string }
  | { readonly kind: 'rebuild'; readonly url: string };

export interface GrowthReport {
  readonly seconds: number;
  /** Events recorded or read. */
  readonly events: number;
  /** The most memory that this process has had so far, in MB. */
  readonly peakMemory: number;
}

/** Runs tasks in a process of its own, whose memory is that of the tasks alone. */
answerMessages(async (task: GrowthTask): Promise<GrowthReport> => {
  const { seconds, events } = task.kind === 'import' ? await runImport(task) : await runRebuild(task);
  return { seconds, events, peakMemory: process.resourceUsage().maxRSS / 1024 };
});

async function runImport({ url, file }: { readonly url: string; readonly file: string }) {
  const store = await PostgresEventStore.open({ url });
  try {
    const started = performance.now();
    const { steps: events } = await importFile(file, new Ledger(store), store);
    return { seconds: secondsSince(started), events };
  } finally {
    await store.close();
  }
}

async function runRebuild({ url }: { readonly url: string }) {
  const store = await PostgresEventStore.open({ url });
  const readModels = await ReadModels.open({ url });
  const control = new ProjectionControl({ store, databaseUrl: url, projections: PROJECTIONS });
  try {
    for (const { name } of PROJECTIONS) await control.rebuild(name);
    const started = performance.now();
    await catchUp({ store, databaseUrl: url, projections: PROJECTIONS });
    return { seconds: secondsSince(started), events: Number(await store.head()) };
  } finally {
    await Promise.all([store.close(), readModels.close(), control.close()]);
  }
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000;
}
