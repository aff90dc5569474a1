INSERT INTO event_store.migrations (name) VALUES ($1)
