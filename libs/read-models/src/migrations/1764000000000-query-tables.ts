import type { MigrationInterface, QueryRunner } from 'typeorm';

const MEASURES = ['first_reply', 'intervention', 'awareness', 'resolution'];

const clock = (measure: string) => `
        ${measure}_outcome text NOT NULL,
        ${measure}_start_earliest bigint, ${measure}_start_latest bigint,
        ${measure}_stop_earliest bigint, ${measure}_stop_latest bigint,
        ${measure}_seconds_low bigint, ${measure}_seconds_high bigint,
        ${measure}_days_low integer, ${measure}_days_high integer`;

export class QueryTables1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE read_models.unions (
        union_id uuid PRIMARY KEY,
        level text, sector text, region text,
        search text NOT NULL,
        sort_key text NOT NULL COLLATE "C",
        history jsonb NOT NULL
      );
      CREATE INDEX unions_by_name ON read_models.unions (sort_key, union_id);

      CREATE TABLE read_models.cases (
        case_id uuid PRIMARY KEY,
        opened_earliest bigint NOT NULL, opened_latest bigint NOT NULL,
        status text NOT NULL, outcome text,
        sector text, region text, disputes jsonb NOT NULL, title text,
        duplicate_of uuid,
        aware text NOT NULL, involved text NOT NULL,
        involved_after_call boolean NOT NULL, unions_called boolean NOT NULL
      );
      CREATE INDEX cases_by_opening ON read_models.cases (opened_earliest DESC, case_id);

      CREATE TABLE read_models.timelines (
        case_id uuid NOT NULL, revision integer NOT NULL,
        event text NOT NULL,
        PRIMARY KEY (case_id, revision)
      );

      CREATE TABLE read_models.engagements (
        case_id uuid NOT NULL, union_id uuid NOT NULL,
        level text, sector text, region text,
        called boolean NOT NULL,
        department text, departments jsonb NOT NULL, reasons jsonb NOT NULL,
        caused_by jsonb,
        time_zone text NOT NULL,
        ${MEASURES.map(clock).join(',')},
        PRIMARY KEY (case_id, union_id)
      );
      CREATE INDEX engagements_by_union ON read_models.engagements (union_id, case_id);

      -- The cases projection's own copy of the directory, so that its rows depend on its own checkpoint alone.
      CREATE TABLE read_models.engaged_unions (
        union_id uuid PRIMARY KEY,
        history jsonb NOT NULL
      );

      CREATE VIEW read_models.level_counts AS
      SELECT level, measure, outcome, count(*) AS n
      FROM read_models.engagements,
           LATERAL (VALUES ('first_reply', first_reply_outcome), ('intervention', intervention_outcome),
                           ('awareness', awareness_outcome), ('resolution', resolution_outcome)) AS clock (measure, outcome)
      GROUP BY level, measure, outcome;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW read_models.level_counts;
      DROP TABLE read_models.engaged_unions, read_models.engagements, read_models.timelines, read_models.cases,
                 read_models.unions;
    `);
  }
}
