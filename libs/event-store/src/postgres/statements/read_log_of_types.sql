-- Like read_log, less the events of other types; but the first of the range is always there, to tell whether it is the
-- one that was read before, and the last, to tell how far it went.
SELECT position, stream, revision, id, type, data, metadata FROM (
  SELECT *, sum(octet_length(data) + octet_length(metadata)) OVER (ORDER BY position ROWS UNBOUNDED PRECEDING) AS through
  FROM event_store.events
  WHERE position >= $1 AND position < $2 AND (type = ANY ($4) OR position = $1
    OR position = (SELECT last.position FROM event_store.events last WHERE last.position >= $1 AND last.position < $2
                   ORDER BY last.position DESC LIMIT 1))
) AS range WHERE through - octet_length(data) - octet_length(metadata) < $3 ORDER BY position
