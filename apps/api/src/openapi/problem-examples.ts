import { MOST_WEBHOOKS } from '#webhooks';
import type { ProblemName } from './operation.js';
import { EXAMPLE } from './examples.js';

/** What problems say beyond their kind, where whoever handles them needs to know its shape. */
export const PROBLEM_EXAMPLES: Readonly<Partial<Record<ProblemName, object>>> = {
  validation: {
    detail: 'Not valid: level, limit.',
    errors: [
      {
        field: 'level',
        message: 'level must be a known level: national, provincial',
        known: ['national', 'provincial'],
      },
      { field: 'limit', message: 'limit must be a whole number from 1 to 1000' },
    ],
  },
  'stale-revision': {
    detail: 'The current revision is 5, not 3.',
    expectedRevision: 3,
    currentRevision: 5,
  },
  'projection-behind': {
    detail: `Projection cases stands at ${EXAMPLE.position}.`,
    behind: [{ projection: 'cases', position: EXAMPLE.position }],
  },
  'projection-stopped': { detail: 'Projection cases is failed.', projection: 'cases', state: 'failed' },
  'not-readable': {
    detail: 'Nothing can be read from cases:4: it is retired, or was never built here.',
    pinned: 'cases:4',
  },
  'webhook-state': { state: 'paused' },
  'too-many-webhooks': { most: MOST_WEBHOOKS },
  'malformed-json': { detail: 'The JSON breaks off or is broken at character 22.' },
  'method-not-allowed': { allowed: ['GET', 'HEAD', 'POST'] },
  'step-already-corrected': { currentStepId: EXAMPLE.callId },
};
