SELECT position, stream, revision, id, type, data, metadata FROM event_store.events
WHERE position >= $1 AND position < $2 ORDER BY position DESC
