import { PostgresEventStore, type Position } from '#event-store';
import { ProjectionEngine } from '#projections';
import { casesProjection } from '../projections/cases-projection.js';
import { watched } from './watched.js';

/**
 * Where a build is killed: with the batch that reaches a position, before it is written, before it is committed or after
 * that (when the log is read to its end, at the latest); or when so many statements have been sent to complete the tables.
 */
export type Death =
  | { readonly position: Position; readonly moment: 'before' | 'written' | 'committed' }
  | { readonly statements: number };

const [url, how] = process.argv.slice(2);
const death = JSON.parse(how!) as Death;

/** As whoever pulls the plug: nothing of this process runs any further. */
function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

function dieIf(moment: string, position: Position): void {
  if ('position' in death && moment === death.moment && position >= death.position) die();
}

let statements = 0;
const cases = watched(casesProjection, {
  onBatch: dieIf,
  onCompleting: () => 'position' in death && die(),
  onStatement: () => 'statements' in death && ++statements === death.statements && die(),
});
const store = await PostgresEventStore.open({ url: url! });
const hooks = { onBatch: ({ position }: { position: Position }) => dieIf('committed', position) };
await new ProjectionEngine({ store, databaseUrl: url!, projections: [cases], hooks }).start();
