-- Positions are dense: a range of them is a page, and a plan made for no range in particular still walks the index.
SELECT position, stream, revision, id, type, data, metadata FROM event_store.events
WHERE position >= $1 AND position < $2 ORDER BY position
