import type { MigrationInterface, QueryRunner } from 'typeorm';

const COUNTS = (condition: string) => `
      CREATE OR REPLACE VIEW read_models.level_counts AS
      SELECT level, measure, outcome, count(*) AS n
      FROM read_models.engagements e,
           LATERAL (VALUES ('first_reply', first_reply_outcome), ('intervention', intervention_outcome),
                           ('awareness', awareness_outcome), ('resolution', resolution_outcome)) AS clock (measure, outcome)
      ${condition}
      GROUP BY level, measure, outcome;`;

/** Of cases that are the same as others, as every report does. */
const LESS_DUPLICATES = `WHERE NOT EXISTS (
        SELECT FROM read_models.cases d JOIN read_models.cases original
        ON original.case_id = d.duplicate_of AND original.duplicate_of IS NULL WHERE d.case_id = e.case_id)`;

/**
 * Whether a case stands in a frame as the tables have it, which a new version of its projection fills in; and counts by
 * level that leave out duplicates.
 */
export class CasesInFrames1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      TRUNCATE read_models.cases;
      ALTER TABLE read_models.cases
        ADD COLUMN last_position text NOT NULL COLLATE "C",
        ADD COLUMN last_recorded bigint NOT NULL,
        ADD COLUMN settled_at bigint NOT NULL;
      ${COUNTS(LESS_DUPLICATES)}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${COUNTS('')}
      ALTER TABLE read_models.cases DROP COLUMN last_position, DROP COLUMN last_recorded, DROP COLUMN settled_at;
    `);
  }
}
