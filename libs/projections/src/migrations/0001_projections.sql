-- Where each version of each projection is in the log.
CREATE TABLE projections.projections (
  name text NOT NULL,
  version integer NOT NULL,
  state text NOT NULL DEFAULT 'booting' CHECK (state IN ('booting', 'running', 'paused', 'failed', 'retired')),
  -- Everything up to here is in its tables; '' is before the first event.
  position text COLLATE "C" NOT NULL DEFAULT '',
  -- When the end of the log was first reached; where a projection goes on to after a pause or a failure.
  booted_at timestamptz,
  failure jsonb,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (name, version),
  CHECK ((state = 'failed') = (failure IS NOT NULL))
);

-- Events that a projection's tables lack because somebody decided so; a rebuild tries them again.
CREATE TABLE projections.skipped_events (
  name text NOT NULL,
  version integer NOT NULL,
  position text COLLATE "C" NOT NULL,
  event_id text NOT NULL,
  type text NOT NULL,
  message text NOT NULL,
  skipped_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (name, version, position),
  FOREIGN KEY (name, version) REFERENCES projections.projections
);
