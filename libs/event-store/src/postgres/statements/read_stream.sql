-- See read_log.
SELECT position, stream, revision, id, type, data, metadata FROM (
  SELECT *, sum(octet_length(data) + octet_length(metadata)) OVER (ORDER BY revision ROWS UNBOUNDED PRECEDING) AS through
  FROM event_store.events WHERE stream = $4 AND revision >= $1 AND revision < $2
) AS range WHERE through - octet_length(data) - octet_length(metadata) < $3 ORDER BY revision
