-- Positions are dense: a range of them is a page, and a plan made for no range in particular still walks the index.
-- Large events end it early: it stops behind the one that fills $3 bytes, and what it leaves out is not fetched.
SELECT position, stream, revision, id, type, data, metadata FROM (
  SELECT *, sum(octet_length(data) + octet_length(metadata)) OVER (ORDER BY position ROWS UNBOUNDED PRECEDING) AS through
  FROM event_store.events WHERE position >= $1 AND position < $2
) AS range WHERE through - octet_length(data) - octet_length(metadata) < $3 ORDER BY position
