import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The directory is searched as it was at any time; a new version of its projection fills it. */
export class UnionsOverTime1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      TRUNCATE read_models.unions;
      ALTER TABLE read_models.unions DROP COLUMN level,
        ADD COLUMN levels text[] NOT NULL, ADD COLUMN level_since bigint[] NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      TRUNCATE read_models.unions;
      ALTER TABLE read_models.unions DROP COLUMN levels, DROP COLUMN level_since, ADD COLUMN level text;
    `);
  }
}
