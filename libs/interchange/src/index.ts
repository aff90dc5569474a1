export { UnreadableFile } from './errors.js';
export { cloudEvent, type CloudEvent } from './events/cloud-event.js';
export { currentEvent, type CurrentEvent } from './events/current-event.js';
export { EventConditions, EVENT_TYPES, EventSelection, TIMES, type EventTime } from './events/event-conditions.js';
export { EventFacts, type States } from './events/event-facts.js';
export { EventFilter } from './events/event-filter.js';
export { pagesUpTo } from './events/pages-up-to.js';
export { streamOf, subjectOf, type Subject } from './events/subject.js';
export {
  importFile,
  importItems,
  type ImportOptions,
  type ImportProgress,
  type ImportResult,
  type LineError,
} from './import.js';
export { UnexportableEvent, UnwritableOutput } from './export/errors.js';
export {
  EXPORT_FORMATS,
  isOfEvents,
  TABLES,
  type ExportForm,
  type ExportFormat,
  type TableOf,
} from './export/export-format.js';
export { exportLog, type ExportRequest, type ExportTarget } from './export/export-log.js';
export type { Manifest } from './export/manifest.js';
export { CountsDiffer } from './export/tally.js';
export { asUnwritable, isSpecial, writeWhole } from './export/whole-file.js';
export { TRACES, type TracesOf } from './export/xes.js';
export type { FileItems } from './file-item.js';
export { isCloudEvent } from './import-events/cloud-event-line.js';
export { importEvents, type EventImportOptions } from './import-events/import-events.js';
export { peekItems, type PeekedItems } from './peek-items.js';
export { openItems, sourceOf } from './open-file.js';
export { repeatsField } from './repeated-field.js';
export { reportCasesFile } from './report-cases/report-cases.js';
export { OPENING_KEY, SourceIds } from './source-ids.js';
export { InvalidTallies, type TalliesProblem } from './tallies/invalid-tallies.js';
export { readTallies } from './tallies/read-tallies.js';
