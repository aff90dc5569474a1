import type { KurrentDbRowName, PostgresRowName } from '../measuring/result.js';
import type { KurrentDbRow, Row } from '../row.js';
import { growth } from './growth.js';
import { http } from './http.js';
import { append } from './append.js';
import { importing } from './import.js';
import { append as kurrentDbAppend } from './kurrentdb/append.js';
import { http as kurrentDbHttp } from './kurrentdb/http.js';
import { importing as kurrentDbImport } from './kurrentdb/import.js';
import { read as kurrentDbRead } from './kurrentdb/read.js';
import { load } from './load.js';
import { rebuild } from './rebuild.js';
import { reports } from './reports.js';
import { visibility } from './visibility.js';

/** Every row of the yardsticks, in the order in which they are measured. */
export const ROWS: Readonly<Record<PostgresRowName, Row>> = {
  http,
  append,
  import: importing,
  load,
  rebuild,
  visibility,
  reports,
  growth,
};

/** The same on KurrentDB. What reads a whole log comes first: it may need a server that is still empty. */
export const KURRENTDB_ROWS: Readonly<Record<KurrentDbRowName, KurrentDbRow>> = {
  'kurrentdb-read': kurrentDbRead,
  'kurrentdb-http': kurrentDbHttp,
  'kurrentdb-append': kurrentDbAppend,
  'kurrentdb-import': kurrentDbImport,
};
