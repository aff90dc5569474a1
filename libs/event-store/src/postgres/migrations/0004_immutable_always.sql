-- Also in sessions that replicate, where ordinary triggers are silent.
ALTER TABLE event_store.events ENABLE ALWAYS TRIGGER events_are_immutable;
