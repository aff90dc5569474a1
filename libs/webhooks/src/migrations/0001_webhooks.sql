-- Who is told of events, and how far the log has been read for each of them.
CREATE TABLE webhooks.webhooks (
  id uuid PRIMARY KEY,
  url text NOT NULL,
  description text,
  -- Which events it is told of.
  conditions jsonb NOT NULL,
  -- Sealed where the configuration has a key; see secret-box.ts.
  secret text NOT NULL,
  -- Signs beside the new one for a while after a rotation.
  previous_secret text,
  previous_until timestamptz,
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'failed')),
  failure text,
  -- Of every event up to here it has a row in `deliveries`, or needs none; '' is before the first event.
  position text COLLATE "C" NOT NULL,
  -- Of the event there: a log that has another event there is not the log that was read.
  event_id text,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((state = 'failed') = (failure IS NOT NULL))
);

-- What is still to be delivered, and what was given up (dead_at). Nothing of an event's content is copied from the log.
CREATE TABLE webhooks.deliveries (
  webhook_id uuid NOT NULL REFERENCES webhooks.webhooks ON DELETE CASCADE,
  position text COLLATE "C" NOT NULL,
  event_id text NOT NULL,
  type text NOT NULL,
  stream text NOT NULL,
  revision integer NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamptz NOT NULL DEFAULT now(),
  attempted_at timestamptz,
  problem text,
  dead_at timestamptz,
  PRIMARY KEY (webhook_id, position)
);

CREATE INDEX deliveries_pending ON webhooks.deliveries (webhook_id, position) WHERE dead_at IS NULL;
CREATE INDEX deliveries_order ON webhooks.deliveries (webhook_id, stream, position) WHERE dead_at IS NULL;
CREATE INDEX deliveries_dead ON webhooks.deliveries (webhook_id, position) WHERE dead_at IS NOT NULL;
