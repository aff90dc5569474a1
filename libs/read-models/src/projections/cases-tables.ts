import { MEASURES } from '#measures';

/** What is counted of a clock; the rest is in the timelines. */
const CLOCKS = MEASURES.map(
  (measure) => `${measure}_outcome text NOT NULL, ${measure}_low integer, ${measure}_high integer`,
).join(',\n    ');

const OUTCOMES = MEASURES.map((measure) => `('${measure}', ${measure}_outcome)`).join(', ');

/** The tables of cases, as its projection makes them; those of what is copied in great numbers have no index yet. */
export const CASES_TABLES = `
  CREATE TABLE cases (
    case_id uuid NOT NULL,
    opened_earliest bigint NOT NULL, opened_latest bigint NOT NULL,
    status text NOT NULL, outcome text,
    sector text, region text, disputes jsonb NOT NULL, title text,
    duplicate_of uuid,
    aware text NOT NULL, involved text NOT NULL,
    involved_after_call boolean NOT NULL, unions_called boolean NOT NULL,
    last_position text NOT NULL COLLATE "C",
    last_recorded bigint NOT NULL,
    settled_at bigint NOT NULL,
    first_position text NOT NULL COLLATE "C",
    first_recorded bigint NOT NULL
  );

  CREATE TABLE timelines (
    case_id uuid NOT NULL, revision integer NOT NULL,
    event text NOT NULL
  );

  CREATE TABLE engagements (
    case_id uuid NOT NULL, union_id uuid NOT NULL,
    level text, sector text, region text,
    time_zone text NOT NULL,
    -- In which something last happened or was recorded in the case.
    last_year integer NOT NULL,
    departments jsonb NOT NULL, reasons jsonb NOT NULL,
    ${CLOCKS},
    is_duplicate boolean NOT NULL DEFAULT false
  );

  -- The projection's own copy of the directory, so that its rows depend on its own checkpoint alone.
  CREATE TABLE engaged_unions (
    union_id uuid PRIMARY KEY,
    history jsonb NOT NULL,
    last_position text NOT NULL COLLATE "C",
    last_recorded bigint NOT NULL
  );

  CREATE TABLE clock_counts (
    measure text NOT NULL,
    level text NOT NULL, union_id uuid NOT NULL, sector text NOT NULL, region text NOT NULL, time_zone text NOT NULL,
    last_year integer NOT NULL,
    changed text NOT NULL COLLATE "C",
    counts json NOT NULL,
    PRIMARY KEY (measure, union_id, level, sector, region, time_zone, last_year)
  );
  CREATE INDEX clock_counts_by_change ON clock_counts (measure, changed);

  CREATE VIEW level_counts AS
  SELECT level, measure, outcome, count(*) AS n
  FROM engagements, LATERAL (VALUES ${OUTCOMES}) AS clock (measure, outcome)
  WHERE NOT is_duplicate
  GROUP BY level, measure, outcome;`;

/** What finds the events of a case, which the other rows are made of. */
export const TIMELINES_KEY = 'ALTER TABLE timelines ADD PRIMARY KEY (case_id, revision)';

/** Made when the rows are there: that takes a fraction of what keeping them up to date row by row takes. */
export const CASES_INDEXES = `
  ALTER TABLE cases ADD PRIMARY KEY (case_id);
  CREATE INDEX cases_by_opening ON cases (opened_earliest DESC, case_id);
  CREATE INDEX cases_by_recording ON cases (last_recorded);
  CREATE INDEX cases_by_settling ON cases (settled_at);
  CREATE INDEX cases_by_original ON cases (duplicate_of) WHERE duplicate_of IS NOT NULL;
  ALTER TABLE engagements ADD PRIMARY KEY (case_id, union_id);
  CREATE INDEX engagements_by_union ON engagements (union_id, case_id);
  -- Rows stand about in the order in which cases were opened.
  CREATE INDEX engagements_by_last_year ON engagements USING brin (last_year) WITH (pages_per_range = 32);`;
