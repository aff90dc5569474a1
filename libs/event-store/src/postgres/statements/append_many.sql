SELECT head, actual, landed FROM event_store.append_many($1, $2, $3, $4, $5, $6, $7, $8)
