/** The PostgreSQL schema that holds every query table. */
export const SCHEMA = 'read_models';
