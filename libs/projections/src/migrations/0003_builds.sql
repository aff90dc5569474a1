-- A version is built in a schema of its own, and built again beside itself: each build is followed on its own.
ALTER TABLE projections.skipped_events
  DROP CONSTRAINT skipped_events_name_version_fkey,
  DROP CONSTRAINT skipped_events_pkey,
  ADD COLUMN build integer NOT NULL DEFAULT 1,
  ADD PRIMARY KEY (name, version, build, position);
ALTER TABLE projections.projections
  DROP CONSTRAINT projections_pkey,
  ADD COLUMN build integer NOT NULL DEFAULT 1,
  -- Where its tables are; NULL once they are dropped, and of tables from before each build had a schema.
  ADD COLUMN schema text UNIQUE,
  -- Queries read its tables.
  ADD COLUMN active boolean NOT NULL DEFAULT false,
  -- How long it was on its way to the end of the log, and where that was: its pace.
  ADD COLUMN building_ms double precision NOT NULL DEFAULT 0,
  ADD COLUMN booted_position text COLLATE "C",
  ADD PRIMARY KEY (name, version, build);
ALTER TABLE projections.skipped_events
  ADD FOREIGN KEY (name, version, build) REFERENCES projections.projections ON DELETE CASCADE;
UPDATE projections.projections p SET active = true
  WHERE state <> 'retired'
    AND version = (SELECT max(version) FROM projections.projections WHERE name = p.name AND state <> 'retired');
-- However queries find their tables, there is one answer.
CREATE UNIQUE INDEX projections_active ON projections.projections (name) WHERE active;
