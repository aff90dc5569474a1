SELECT revision FROM event_store.events WHERE stream = $1 ORDER BY revision DESC LIMIT 1
