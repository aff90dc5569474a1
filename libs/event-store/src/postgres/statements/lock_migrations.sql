-- Held until the transaction ends. The number is arbitrary, but must never change.
SELECT pg_advisory_xact_lock(7309457081402331393)
