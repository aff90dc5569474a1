import { InvalidContent, Refusal } from '#unions';
import { EventTooLarge, InvalidEvent } from '#event-store';
import { IdempotencyConflict, refusedStep, TooMuchContention } from '#ledger';
import { toProblem } from './invalid-fields.js';
import type { Mapped, Problem } from './mapped.js';
import { placeOf } from './places.js';
import { OPENING_KEY } from './source-ids.js';

/**
 * Why the ledger did not record an item, in the words of the file.
 * @throws the error itself when it is not about the item, such as StoreUnavailable
 */
export function problemsOf(error: unknown, item: Mapped): Problem[] {
  const refused = item.names.get(refusedStep(error) ?? '');
  if (error instanceof InvalidContent) {
    const locate = refused === undefined ? undefined : placeOf(refused);
    return error.errors.map((one) => toProblem(one, locate));
  }
  if (error instanceof IdempotencyConflict) {
    const reason = 'was recorded before with another content: what was recorded changes by a correction alone';
    return [{ field: stepField(item.names.get(error.stepId), item), reason }];
  }
  if (error instanceof Refusal) {
    return [{ field: stepField(refused, item), reason: `${withNames(error.message, item)} (${error.code})` }];
  }
  if (error instanceof EventTooLarge) return [{ reason: 'it is too large to be recorded whole: more than 1 MiB' }];
  if (error instanceof InvalidEvent || error instanceof TooMuchContention) return [{ reason: error.message }];
  throw error;
}

/** A union's registration is the item itself, and has no name. */
function stepField(stepKey: string | undefined, { kind }: Mapped): string | undefined {
  if (kind === 'union' || stepKey === undefined) return undefined;
  return stepKey === OPENING_KEY ? OPENING_KEY : placeOf(stepKey)('');
}

/** The file does not know the ids that the ledger speaks of. */
function withNames(message: string, { names }: Mapped): string {
  return [...names].reduce((text, [id, name]) => text.replaceAll(id, name), message);
}
