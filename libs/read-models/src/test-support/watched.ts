import type { ClientBase } from 'pg';
import type { Position } from '#event-store';
import type { Projection } from '#projections';

/** Who is told how a build goes on. */
export interface Watcher {
  /** Of a batch up to there: what it writes has not been begun yet, or is written and not committed. */
  readonly onBatch?: (moment: 'before' | 'written', position: Position) => void;
  /** The log is read to its end. */
  readonly onCompleting?: () => void;
  /** A statement of what completes the tables was sent. */
  readonly onStatement?: () => void;
}

/** A projection whose builds are watched; batches are as small as pages of the log. */
export function watched(projection: Projection, { onBatch, onCompleting, onStatement }: Watcher): Projection {
  return {
    ...projection,
    window: { events: 1 },
    async start(db) {
      const run = await projection.start(db);
      return {
        async apply(events, tx, booting) {
          const { position } = events.at(-1)!;
          onBatch?.('before', position);
          await run.apply(events, tx, booting);
          onBatch?.('written', position);
        },
        async boot(tx, boot) {
          onCompleting?.();
          await run.boot?.(telling(tx, onStatement), boot);
        },
      };
    },
  };
}

function telling(tx: ClientBase, onStatement: Watcher['onStatement']): ClientBase {
  const query = (...args: Parameters<ClientBase['query']>) => {
    const sent: unknown = tx.query(...args);
    onStatement?.();
    return sent;
  };
  return new Proxy(tx, { get: (target, name) => (name === 'query' ? query : Reflect.get(target, name)) as unknown });
}
