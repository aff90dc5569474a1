CREATE TABLE IF NOT EXISTS event_store.migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())
