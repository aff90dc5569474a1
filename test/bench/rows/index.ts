import type { RowName } from '../measuring/result.js';
import type { Row } from '../row.js';
import { growth } from './growth.js';
import { http } from './http.js';
import { append } from './append.js';
import { importing } from './import.js';
import { load } from './load.js';
import { rebuild } from './rebuild.js';
import { visibility } from './visibility.js';

/** Every row of the yardsticks, in the order in which they are measured. */
export const ROWS: Readonly<Record<RowName, Row>> = {
  http,
  append,
  import: importing,
  load,
  rebuild,
  visibility,
  growth,
};
