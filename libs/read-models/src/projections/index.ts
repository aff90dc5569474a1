import type { Projection } from '#projections';
import { casesProjection } from './cases-projection.js';
import { publishedReportsProjection } from './published-reports-projection.js';
import { unionsProjection } from './unions-projection.js';

/** Everything that fills the query tables, for the engine to run. */
export const PROJECTIONS: readonly Projection[] = [unionsProjection, casesProjection, publishedReportsProjection];
