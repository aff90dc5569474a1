import type { RecordedEvent } from '#event-store';
import type { CaseAt, ClockView, EngagementView, Moment, TimelineStep } from '#read-models';
import { contentText, fieldName } from './content-text.js';
import { inWords } from './table.js';

type Names = ReadonlyMap<string, string>;

export interface Page extends Moment {
  /** Columns. */
  readonly width: number;
}

const STEPS = 200;
const RECORDINGS = 50;
const INDENT = ' '.repeat(6);

/** A case for reading: its steps in order of occurrence, each with what was made of it, then what became known when. */
export function storyText(
  { case: one, timeline }: CaseAt,
  events: readonly RecordedEvent[],
  unions: Names,
  { asOf, knownAt, width }: Page,
): string {
  const names = new Map([...unions, ...timeline.steps.map(({ stepId }, index) => [stepId, `${index + 1}.`] as const)]);
  const { title, caseId, openedBy, opened, sector, region, status, outcome, steps } = one;
  const about = [inWords(openedBy) + ` ${opened.occurredAt}`, sector && inWords(sector), region && `region ${region}`];
  const stands = [status, outcome && inWords(outcome), `${steps} steps stand`];
  const shown = timeline.steps.slice(0, STEPS).map((step, index) => stepText(step, index + 1, names));
  return [
    [title, `case ${caseId}`, about.filter(Boolean).join(', '), stands.filter(Boolean).join(', ')],
    [`as of ${time(asOf)}, as known at ${time(knownAt)}, in ${one.timeZone}`],
    ...shown,
    ...moreThan(STEPS, timeline.steps.length, 'steps'),
    ...unionsText(timeline.engagements, names),
    recordingsText(events),
  ]
    .map((lines) => lines.flatMap((line) => wrapped(line, width)).join('\n'))
    .join('\n\n');
}

function stepText(step: TimelineStep, number: number, names: Names): string[] {
  const { type, content, recordedAt, recordedBy, corrections, retracted } = step;
  const { occurredAt = recordedAt } = content as { occurredAt?: string };
  const heading = `${String(number).padStart(4)}. ${occurredAt}  ${typeText(type)}${retracted ? '  (TAKEN BACK)' : ''}`;
  return [
    heading,
    ...contentText(content, names).map((line) => INDENT + line),
    `${INDENT}step ${step.stepId}, recorded ${time(recordedAt)} by ${recordedBy}`,
    ...corrections.flatMap((correction, index) => {
      const next = corrections[index + 1]?.previous ?? content;
      return [
        `${INDENT}! corrected ${time(correction.recordedAt)} by ${correction.recordedBy}: ${correction.why}`,
        ...changesIn(correction.previous, next, names).map((line) => `${INDENT}    ${line}`),
      ];
    }),
    ...(retracted
      ? [`${INDENT}! taken back ${time(retracted.recordedAt)} by ${retracted.recordedBy}: ${retracted.why}`]
      : []),
  ];
}

/** What a correction left otherwise than it was. */
function changesIn(before: object, after: object, names: Names): string[] {
  const [old, now] = [before, after].map((content) => new Map(Object.entries(content)));
  return [...new Set([...old!.keys(), ...now!.keys()])].flatMap((field) => {
    const [was, is] = [old!, now!].map((content) => fieldText(field, content.get(field), names));
    return was === is ? [] : [`${fieldName(field)} was: ${was || 'not said'}`];
  });
}

function fieldText(field: string, value: unknown, names: Names): string {
  if (value === undefined) return '';
  if (field === 'occurredAt') return String(value);
  return contentText({ [field]: value }, names)
    .join('; ')
    .replace(/^[^:]*: /, '');
}

function unionsText(engagements: readonly EngagementView[], names: Names): string[][] {
  if (engagements.length === 0) return [];
  const lines = engagements.map(({ unionId, level, clocks }) => {
    const told = [clockText('first reply', clocks.first_reply), clockText('intervention', clocks.intervention)];
    return `  ${names.get(unionId) ?? unionId} (${level ?? 'level unknown'}): ${told.join('; ')}`;
  });
  return [['Unions', ...lines]];
}

function clockText(name: string, clock: ClockView | null): string {
  if (clock === null) return `${name}: not called`;
  const end = clock.class ?? clock.cause ?? 'still waiting';
  if (clock.days === null) return `${name}: ${inWords(end)}`;
  const { low, high } = clock.days;
  return `${name}: ${inWords(end)} after ${low === high ? low : `${low} to ${high}`} days`;
}

/** What became known when: what one recorded within a minute is one line. */
function recordingsText(events: readonly RecordedEvent[]): string[] {
  const lines: { readonly key: string; readonly at: string; readonly by: string; readonly types: string[] }[] = [];
  for (const { type, metadata } of events) {
    const { recordedAt, recordedBy } = metadata as { recordedAt: string; recordedBy: string };
    const key = `${recordedAt.slice(0, 16)} ${recordedBy}`;
    if (lines.at(-1)?.key === key) lines.at(-1)!.types.push(typeText(type));
    else lines.push({ key, at: recordedAt, by: recordedBy, types: [typeText(type)] });
  }
  return [
    'What became known when',
    ...lines.slice(0, RECORDINGS).map(({ at, by, types }) => `  ${time(at)} by ${by}: ${counted(types)}`),
    ...moreThan(RECORDINGS, lines.length, 'recordings').flat(),
  ];
}

function counted(types: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, count]) => (count > 1 ? `${count} x ${type}` : type)).join(', ');
}

function moreThan(shown: number, all: number, what: string): string[][] {
  return all > shown ? [[`  and ${all - shown} more ${what}, which --json has`]] : [];
}

/** `UnionCalled` is `union called`. */
function typeText(type: string): string {
  return type.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}

function time(at: string | number): string {
  return new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/:\d+\.\d+Z$/, 'Z');
}

/** Lines no wider than the page; what goes on does so under its own beginning. */
function wrapped(line: string, width: number): string[] {
  const indent = /^ */.exec(line)![0];
  const lines: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width);
    const end = space > indent.length + 2 ? space : width;
    lines.push(rest.slice(0, end));
    rest = `${indent}  ${rest.slice(end).trimStart()}`;
  }
  return [...lines, rest];
}
