import { REPORTS } from '#publications';
import {
  described,
  flag,
  instant,
  integer,
  list,
  named,
  nullable,
  object,
  oneOfCodes,
  position,
  text,
  uuid,
  type Schema,
} from './schema.js';

const publication = {
  reportId: uuid,
  report: oneOfCodes(REPORTS),
  title: nullable(text),
  note: nullable(text),
  request: described({ type: 'object', additionalProperties: text }, 'The parameters as they were given.'),
  frame: described(named('ReportFrame'), 'What the figures stand on, exactly as the report said it.'),
  calendar: described(nullable(text), 'Version of the working days; null where calendar days were counted.'),
  lastEvent: described(
    nullable(object({ id: uuid, stream: text, revision: integer })),
    'The last event that may count: the same in every copy of the log. Null in an empty log.',
  ),
  sha256: described(text, 'Of the report as canonical JSON (RFC 8785) in UTF-8.'),
  groups: integer,
  publishedAt: instant,
  publishedBy: text,
  position: described(position, 'Of the publication in the log.'),
};

const version = nullable({ type: ['string', 'integer'] });

const reproduction = {
  reproduced: described(flag, 'Whether the report, computed again in its frame, still has its digest.'),
  sha256Now: text,
  differences: described(
    list(object({ of: oneOfCodes(['rules', 'measures', 'timeZone', 'calendar']), published: version, now: version })),
    'Versions that are others now. Not reproduced and no difference: the events are not those that were counted.',
  ),
};

const counted = object({
  unionIds: list(uuid),
  level: nullable(text),
  sector: nullable(text),
  region: nullable(text),
  departments: list(text),
  reasons: list(text),
  isDuplicate: described(flag, 'Counted among the duplicates alone.'),
  timeZone: text,
  silent: flag,
  clock: described(nullable(named('Clock')), 'In the measure of the report; null where it never started.'),
});

const figure = { type: ['string', 'number', 'boolean', 'null'] };

/** What is answered about published reports, by name. */
export const PUBLISHED_REPORT_SCHEMAS: Readonly<Record<string, Schema>> = {
  Publication: object(publication),
  PublicationPage: object({
    items: described(list(named('Publication')), 'The latest first.'),
    nextCursor: described(nullable(text), '`cursor` of the next page; null at the end.'),
  }),
  ReportPublication: object({
    stepId: uuid,
    revision: described(integer, 'Place in the stream; the ETag says the same.'),
    ...publication,
  }),
  PublishedReport: object({
    ...publication,
    ...reproduction,
    body: described({ type: 'object' }, 'The report, as its own address answers it in this frame.'),
  }),
  ReportChanges: object({
    reportId: uuid,
    published: described(named('ReportFrame'), 'What the figures stood on.'),
    now: described(
      named('ReportFrame'),
      'What they are compared on: the same `asOf`, by all that was recorded when the first page was asked for.',
    ),
    ...reproduction,
    figures: list(
      object({
        group: described(
          nullable({ type: 'object', additionalProperties: text }),
          'Its key; empty for the total, null for figures of the report as a whole.',
        ),
        path: text,
        before: described(figure, 'Null where it was not told, or there was no such group.'),
        after: figure,
      }),
    ),
    items: described(
      list(
        object({
          step: object({
            caseId: described(nullable(uuid), 'Null for a change of a union.'),
            unionId: described(nullable(uuid), 'Null for a step of a case.'),
            stepId: uuid,
            type: text,
            corrects: described(nullable(uuid), 'The step that it corrects or retracts.'),
            recordedAt: instant,
            recordedBy: text,
            position,
          }),
          caseId: uuid,
          unionId: described(nullable(uuid), 'Null where all of a level are counted together.'),
          before: described(nullable(counted), 'Null where it was not counted.'),
          after: nullable(counted),
        }),
      ),
      'What each later step did to each clock, in the order of the log.',
    ),
    nextCursor: described(nullable(text), '`cursor` of the next page, which has the same `now`; null at the end.'),
  }),
};
