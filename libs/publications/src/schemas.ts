import { UpcasterChain, validateContent } from '#unions';
import { ReportPublished } from './report-published.js';

/** The contents of the events in a stream `report-<uuid>`, by type. */
export const PUBLICATION_EVENTS = { ReportPublished } as const;
export type PublicationEventType = keyof typeof PUBLICATION_EVENTS;

const chain = new UpcasterChain<PublicationEventType>({ ReportPublished: [] });

export function isPublicationEventType(type: string): type is PublicationEventType {
  return Object.hasOwn(PUBLICATION_EVENTS, type);
}

/** The schema version that events of a type are written in. */
export function publicationSchemaVersion(type: PublicationEventType): number {
  return chain.currentVersion(type);
}

/** The event in its current schema. */
export interface PublicationEvent {
  readonly id: string;
  readonly type: PublicationEventType;
  readonly data: ReportPublished;
}

/** @throws UnknownSchema */
export function upcastPublicationEvent(event: {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: object;
}): PublicationEvent {
  const { id, type, schemaVersion, data } = event;
  return { id, type, data: chain.upcast(type, schemaVersion, data) } as PublicationEvent;
}

/** @throws InvalidContent */
export function validatePublication(plain: object): ReportPublished {
  return validateContent(ReportPublished, plain);
}
