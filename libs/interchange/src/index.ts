export { UnreadableFile } from './errors.js';
export { cloudEvent, type CloudEvent } from './events/cloud-event.js';
export { currentEvent, type CurrentEvent } from './events/current-event.js';
export { EventConditions, EVENT_TYPES, EventSelection, TIMES, type EventTime } from './events/event-conditions.js';
export { EventFacts, type States } from './events/event-facts.js';
