-- The log. Data and metadata are JSON kept as text, so that what was written is what is read and hashed.
CREATE TABLE event_store.events (
  position bigint PRIMARY KEY,
  stream text COLLATE "C" NOT NULL,
  revision bigint NOT NULL,
  id uuid NOT NULL,
  type text COLLATE "C" NOT NULL,
  data text COLLATE "C" NOT NULL,
  metadata text COLLATE "C" NOT NULL,
  UNIQUE (stream, revision)
);
