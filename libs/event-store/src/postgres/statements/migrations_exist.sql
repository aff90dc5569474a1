SELECT to_regclass('event_store.migrations') IS NOT NULL
