export * from './last-event.js';
export * from './publication.js';
export * from './published-frame.js';
export * from './report-published.js';
export * from './reports.js';
export * from './schemas.js';
