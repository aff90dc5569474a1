import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The list of published reports; a projection of its own fills it. */
export class PublishedReports1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE read_models.published_reports (
        report_id uuid PRIMARY KEY,
        position text NOT NULL COLLATE "C",
        publication jsonb NOT NULL
      );
      CREATE INDEX published_reports_by_position ON read_models.published_reports (position);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE read_models.published_reports');
  }
}
