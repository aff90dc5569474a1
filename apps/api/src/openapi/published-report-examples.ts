import { EXAMPLE } from './examples.js';

/** What somebody publishes: the first table of a yearly report. */
export const PUBLICATION_EXAMPLE = {
  report: 'response-times',
  request: { groupBy: 'level', measure: 'first_reply', asOf: '2025-12-31' },
  title: 'How soon unions replied, by level',
};

const frame = {
  asOf: '2025-12-31T15:59:59.999Z',
  knownAt: '2026-11-23T10:00:00.000Z',
  position: '0000000000000000092',
  timeZone: 'Asia/Shanghai',
  rules: 1,
  measures: 2,
};
const SHA256 = '6f0c8f4a1f4b4d0f7f2f0a4a5b8f4b8d9a0d6c2e7a3b1c5d8e9f0a1b2c3d4e5f';

const publication = {
  reportId: EXAMPLE.reportId,
  ...PUBLICATION_EXAMPLE,
  note: null,
  frame,
  calendar: null,
  lastEvent: { id: EXAMPLE.callId, stream: `case-${EXAMPLE.caseId}`, revision: 8 },
  sha256: SHA256,
  groups: 4,
  publishedAt: '2026-11-23T10:00:00.000Z',
  publishedBy: 'local',
  position: EXAMPLE.position,
};

const reproduction = { reproduced: true, sha256Now: SHA256, differences: [] };
const JUNE = { earliest: '2021-05-31T16:00:00.000Z', latest: '2021-06-30T16:00:00.000Z' };

const counted = {
  unionIds: [EXAMPLE.parentId],
  level: 'municipal',
  sector: 'construction',
  region: '520200',
  departments: ['economic work'],
  reasons: [],
  isDuplicate: false,
  timeZone: 'Asia/Shanghai',
  silent: false,
  clock: {
    start: JUNE,
    stop: JUNE,
    end: 'event',
    class: 'helped',
    cause: null,
    seconds: { low: 0, high: 86_400 },
    days: { low: 0, high: 1 },
  },
};

export const PUBLISHED_REPORT_EXAMPLES: Readonly<Record<string, unknown>> = {
  PublicationPage: { items: [publication], nextCursor: null },
  ReportPublication: { stepId: '5d1f0f0c-7c3f-5f0e-9a70-3a4f5d0f7b11', revision: 0, ...publication },
  PublishedReport: { ...publication, ...reproduction, body: { measure: 'first_reply', groupBy: ['level'], frame } },
  ReportChanges: {
    reportId: EXAMPLE.reportId,
    published: frame,
    now: { ...frame, knownAt: '2027-11-23T10:00:00.000Z', position: '0000000000000000120' },
    ...reproduction,
    figures: [
      { group: { level: 'municipal' }, path: 'classes.helped', before: 1, after: 0 },
      { group: { level: 'municipal' }, path: 'silent', before: 0, after: 1 },
    ],
    items: [
      {
        step: {
          caseId: EXAMPLE.caseId,
          unionId: null,
          stepId: '01a20b21-1a61-731b-80d9-d3c75e77da41',
          type: 'StepRetracted',
          corrects: EXAMPLE.callId,
          recordedAt: '2027-01-12T09:00:00.000Z',
          recordedBy: 'local',
          position: '0000000000000000101',
        },
        caseId: EXAMPLE.caseId,
        unionId: EXAMPLE.parentId,
        before: counted,
        after: {
          ...counted,
          silent: true,
          clock: {
            ...counted.clock,
            stop: null,
            end: 'censored',
            class: null,
            seconds: { low: 142_127_999, high: 144_719_999 },
            days: { low: 1645, high: 1674 },
          },
        },
      },
    ],
    nextCursor: null,
  },
};
