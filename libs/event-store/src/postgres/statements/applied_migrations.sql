SELECT name FROM event_store.migrations
