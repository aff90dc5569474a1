-- Appends to any number of streams, all or none. `streams` are distinct, `expected` their revisions (-1 for no stream);
-- the other arrays have one element for each event, in the order in which they are to stand in the log; `streams` follow
-- the order of their first events.
-- Appended: `head` is the position before the first event. Otherwise `actual` has each stream's revision, and `landed`
-- the position of the last of its events where the very same were recorded before. The lock is append_one's.
CREATE FUNCTION event_store.append_many(
  streams text[], expected bigint[],
  event_streams text[], revisions bigint[], ids uuid[], types text[], data text[], metadata text[],
  OUT head bigint, OUT actual bigint[], OUT landed bigint[]
) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7309457081402331392);
  actual := ARRAY(
    SELECT coalesce(
      (SELECT e.revision FROM event_store.events e WHERE e.stream = s.stream ORDER BY e.revision DESC LIMIT 1), -1)
    FROM unnest(streams) WITH ORDINALITY s(stream, ordinal) ORDER BY s.ordinal);
  IF actual = expected THEN
    actual := NULL;
    head := coalesce((SELECT e.position FROM event_store.events e ORDER BY e.position DESC LIMIT 1), 0);
    -- The arrays go side by side, an element of each to a row.
    INSERT INTO event_store.events
    SELECT head + generate_series(1, cardinality(ids)), unnest(event_streams), unnest(revisions),
      unnest(ids), unnest(types), unnest(data), unnest(metadata);
  ELSE
    -- Streams come in the order of their first events, which spares a join of the two.
    landed := ARRAY(
      SELECT CASE WHEN bool_and(e.position IS NOT NULL) THEN max(e.position) END
      FROM unnest(event_streams, revisions, ids) WITH ORDINALITY n(stream, revision, id, ordinal)
      LEFT JOIN event_store.events e ON e.stream = n.stream AND e.revision = n.revision AND e.id = n.id
      GROUP BY n.stream ORDER BY min(n.ordinal));
  END IF;
END $$;
