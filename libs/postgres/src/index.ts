export { connectionTo } from './connection.js';
export { hangUp } from './hang-up.js';
export { impatientSocket } from './impatient-socket.js';
export { isPassing } from './is-passing.js';
export { migrate } from './migrate.js';
export { pauseAfter, sleep } from './pause-after.js';
export { SchemaTooNew } from './schema-too-new.js';
export { sqlFiles } from './sql-files.js';
export { inTransaction } from './transaction.js';
