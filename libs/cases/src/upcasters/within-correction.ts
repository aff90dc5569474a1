import type { Upcaster } from '#unions';
import type { StepType } from '../event-types.js';

/** Brings the content that a correction carries along, when it corrects a step of the type. */
export function withinCorrection(type: StepType, upcaster: Upcaster): Upcaster {
  return (correction) =>
    correction.type === type
      ? { ...correction, content: upcaster(correction.content as Record<string, unknown>) }
      : correction;
}
