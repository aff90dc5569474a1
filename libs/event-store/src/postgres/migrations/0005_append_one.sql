-- The commonest append, one event, in as little work as there can be. NULL when the stream is not where it is expected.
-- Whoever appends holds this lock until its commit is visible, so that positions are dense and in the order of commits;
-- each statement after it sees all that was committed before it was granted. The lock's number is arbitrary.
CREATE FUNCTION event_store.append_one(
  of_stream text, expected bigint, event_id uuid, event_type text, event_data text, event_metadata text
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  landed bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(7309457081402331392);
  INSERT INTO event_store.events
  SELECT coalesce((SELECT e.position FROM event_store.events e ORDER BY e.position DESC LIMIT 1), 0) + 1,
    of_stream, expected + 1, event_id, event_type, event_data, event_metadata
  WHERE expected = coalesce(
    (SELECT e.revision FROM event_store.events e WHERE e.stream = of_stream ORDER BY e.revision DESC LIMIT 1), -1)
  RETURNING position INTO landed;
  RETURN landed;
END $$;
