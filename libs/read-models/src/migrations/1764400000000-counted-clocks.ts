import type { MigrationInterface, QueryRunner } from 'typeorm';

const MEASURES = ['first_reply', 'intervention', 'awareness', 'resolution'];

const clock = (measure: string) => `
        ${measure}_outcome text NOT NULL, ${measure}_low integer, ${measure}_high integer`;

/**
 * Engagements keep of a clock what is counted, and are counted once for all; the rest is in the timelines. Which cases
 * stand in a frame as the tables have them is found by indexes. A new version of the projection fills everything.
 */
export class CountedClocks1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW read_models.level_counts;
      DROP TABLE read_models.engagements;

      CREATE TABLE read_models.engagements (
        case_id uuid NOT NULL, union_id uuid NOT NULL,
        level text, sector text, region text,
        departments jsonb NOT NULL, reasons jsonb NOT NULL,
        time_zone text NOT NULL,
        ${MEASURES.map(clock).join(',')},
        is_duplicate boolean NOT NULL DEFAULT false,
        PRIMARY KEY (case_id, union_id)
      );
      CREATE INDEX engagements_by_union ON read_models.engagements (union_id, case_id);

      CREATE TABLE read_models.clock_counts (
        measure text NOT NULL,
        level text NOT NULL, union_id uuid NOT NULL, sector text NOT NULL, region text NOT NULL, time_zone text NOT NULL,
        changed text NOT NULL COLLATE "C",
        counts json NOT NULL,
        PRIMARY KEY (measure, union_id, level, sector, region, time_zone)
      );
      CREATE INDEX clock_counts_by_change ON read_models.clock_counts (measure, changed);

      TRUNCATE read_models.engaged_unions;
      ALTER TABLE read_models.engaged_unions
        ADD COLUMN last_position text NOT NULL COLLATE "C",
        ADD COLUMN last_recorded bigint NOT NULL;

      TRUNCATE read_models.cases;
      ALTER TABLE read_models.cases
        ADD COLUMN first_position text NOT NULL COLLATE "C",
        ADD COLUMN first_recorded bigint NOT NULL;
      CREATE INDEX cases_by_recording ON read_models.cases (last_recorded);
      CREATE INDEX cases_by_settling ON read_models.cases (settled_at);
      CREATE INDEX cases_by_original ON read_models.cases (duplicate_of) WHERE duplicate_of IS NOT NULL;

      CREATE VIEW read_models.level_counts AS
      SELECT level, measure, outcome, count(*) AS n
      FROM read_models.engagements,
           LATERAL (VALUES ('first_reply', first_reply_outcome), ('intervention', intervention_outcome),
                           ('awareness', awareness_outcome), ('resolution', resolution_outcome)) AS clock (measure, outcome)
      WHERE NOT is_duplicate
      GROUP BY level, measure, outcome;
    `);
  }

  /** A version of the projection that knows the tables of before fills them again. */
  async down(): Promise<void> {
    throw new Error('engagements keep less than they did: restore a copy of the database, or empty it and rebuild');
  }
}
