import type { RecordedEvent } from '#event-store';

/** Which event, without a word of what it says. */
export type EventPlace = Pick<RecordedEvent, 'stream' | 'revision' | 'id' | 'position'>;

/** Where two logs part: an event of each that should be the same one; undefined is the end of the log. */
export interface Difference {
  readonly source: EventPlace | undefined;
  readonly target: EventPlace | undefined;
  /** What is not the same where both are the same revision of the same stream. */
  readonly fields: readonly string[];
}

export function differenceOf(source: RecordedEvent | undefined, target: RecordedEvent | undefined): Difference {
  const fields = source && target && isSamePlace(source, target) ? differingFields(source, target) : [];
  return { source: source && placeOf(source), target: target && placeOf(target), fields };
}

export function placeOf({ stream, revision, id, position }: RecordedEvent): EventPlace {
  return { stream, revision, id, position };
}

/** Whether they are the same revision of the same stream, which no two events of a log are. */
export function isSamePlace(a: RecordedEvent, b: RecordedEvent): boolean {
  return a.revision === b.revision && a.stream === b.stream;
}

/** In what two events differ that stand at the same place of the same stream. */
export function differingFields(a: RecordedEvent, b: RecordedEvent): string[] {
  const fields: string[] = [];
  if (a.id !== b.id) fields.push('id');
  if (a.type !== b.type) fields.push('type');
  if (a.json.data !== b.json.data) fields.push('data');
  if (a.json.metadata !== b.json.metadata) fields.push('metadata');
  return fields;
}

/** In a sentence without a full stop. */
export function describeDifference({ source, target, fields }: Difference): string {
  if (fields.length > 0) return `revision ${source!.revision} of ${source!.stream} differs in ${fields.join(' and ')}`;
  return `where the source ${describe(source)}, the target ${describe(target)}`;
}

function describe(place: EventPlace | undefined): string {
  if (!place) return 'ends';
  return `has revision ${place.revision} of ${place.stream} (position ${place.position})`;
}
