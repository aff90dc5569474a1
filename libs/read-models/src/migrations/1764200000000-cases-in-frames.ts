import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a case stands in a frame as the tables have it; a new version of its projection fills it. */
export class CasesInFrames1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      TRUNCATE read_models.cases;
      ALTER TABLE read_models.cases
        ADD COLUMN last_position text NOT NULL COLLATE "C",
        ADD COLUMN last_recorded bigint NOT NULL,
        ADD COLUMN settled_at bigint NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE read_models.cases DROP COLUMN last_position, DROP COLUMN last_recorded, DROP COLUMN settled_at;
    `);
  }
}
