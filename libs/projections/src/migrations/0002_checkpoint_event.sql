-- The id of the event at `position`: a log that has another event there is not the log that the tables were filled from.
-- NULL before the first event, and of a checkpoint that was written before there was this column until it moves.
ALTER TABLE projections.projections ADD COLUMN event_id text;
