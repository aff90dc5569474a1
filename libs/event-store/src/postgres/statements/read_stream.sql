SELECT position, stream, revision, id, type, data, metadata FROM event_store.events
WHERE stream = $1 AND revision >= $2 AND revision < $3 ORDER BY revision
