-- See read_log.
SELECT position, stream, revision, id, type, data, metadata FROM (
  SELECT *, sum(octet_length(data) + octet_length(metadata)) OVER (ORDER BY position DESC ROWS UNBOUNDED PRECEDING) AS through
  FROM event_store.events WHERE position >= $1 AND position < $2
) AS range WHERE through - octet_length(data) - octet_length(metadata) < $3 ORDER BY position DESC
