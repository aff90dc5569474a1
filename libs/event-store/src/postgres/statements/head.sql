SELECT position FROM event_store.events ORDER BY position DESC LIMIT 1
