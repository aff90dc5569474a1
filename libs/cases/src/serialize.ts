import { caseSchemaVersion, upcast } from './schemas.js';
import { foldCase } from './evolve.js';
import type { CaseState } from './state.js';

interface WrittenCase {
  readonly caseId: string;
  readonly events: readonly WrittenEvent[];
}

interface WrittenEvent {
  readonly id: string;
  readonly type: string;
  readonly data: object;
  readonly metadata: object;
  readonly position: string;
}

/** A case as JSON text: its events in their current schemas, from which everything else follows. */
export function serializeCase(state: CaseState): string {
  const events = Array.from(state.events, ([id, known]): WrittenEvent => {
    const { type, content: data, position, recordedAt, recordedBy, correlationId, causationId } = known;
    const metadata = { schemaVersion: caseSchemaVersion(type), recordedAt, recordedBy, correlationId, causationId };
    return { id, type, data, metadata, position };
  });
  return JSON.stringify({ caseId: state.caseId, events } satisfies WrittenCase);
}

/**
 * The state that was written, brought to the current schemas.
 * @throws UnknownSchema when a newer program wrote it
 */
export function deserializeCase(json: string): CaseState {
  const { caseId, events } = JSON.parse(json) as WrittenCase;
  return foldCase(
    caseId,
    events.map((event, revision) => upcast({ ...event, revision })),
  );
}
