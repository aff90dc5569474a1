SELECT pg_notify('event_store', $1)
