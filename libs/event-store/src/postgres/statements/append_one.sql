SELECT event_store.append_one($1, $2, $3, $4, $5, $6)
