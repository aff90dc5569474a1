-- Of a build that has read the log: how much of what is left to do is done, 0 to 1, and how long that took so far.
ALTER TABLE projections.projections
  ADD COLUMN completing double precision NOT NULL DEFAULT 0,
  ADD COLUMN completing_ms double precision NOT NULL DEFAULT 0;
