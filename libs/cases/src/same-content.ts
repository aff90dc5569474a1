import stringify from 'safe-stable-stringify';
import type { CaseCommand } from './case-event.js';
import type { StepType } from './event-types.js';
import { validateReplacement } from './schemas.js';
import type { StepCorrected } from './steps/index.js';

/** Whether two contents are the same JSON, however their fields are ordered. */
export function sameContent(a: object, b: object): boolean {
  return a === b || stringify(a) === stringify(b);
}

/**
 * Whether a command asks for what was recorded under its id, so that it is a retry: what recording filled in (a date, the
 * defaults of a correction) does not count.
 */
export function isRetry(recorded: Pick<CaseCommand, 'type' | 'content'>, command: CaseCommand): boolean {
  if (recorded.type !== command.type) return false;
  return sameContent(recorded.content, completed(command, recorded.content));
}

function completed({ type, content }: CaseCommand, recorded: object): object {
  if (type !== 'StepCorrected') return dated(content, recorded);
  return completedCorrection(dated(content, recorded) as StepCorrected, recorded as StepCorrected);
}

function dated(content: { occurredAt?: string }, recorded: { occurredAt?: string }): object {
  return { ...content, occurredAt: content.occurredAt ?? recorded.occurredAt };
}

function completedCorrection(asked: StepCorrected, { type, content }: StepCorrected): object {
  try {
    return { ...asked, type, content: dated(validateReplacement(type as StepType, asked.content), content) };
  } catch {
    // What does not even fit the step's type was never recorded.
    return asked;
  }
}
