import { hash } from 'node:crypto';
import { evolveCase, emptyCase, isCaseEventType, isOpening, validateStep, type CaseState, type StepType } from '#cases';
import type { RecordedEvent } from '#event-store';
import { upcastCase, upcastPublication, upcastUnion } from '#ledger';
import { validatePublication } from '#publications';
import { isUnionEventType, validateUnionContent } from '#unions';
import { subjectOf, type Subject } from '../events/subject.js';

/** A stream as far as it is known: what it says so far, and what each of its events was to the byte. */
export class StreamImage {
  private readonly digests: string[] = [];
  private state: CaseState | undefined;
  private readonly subject: Subject;

  constructor(readonly stream: string) {
    this.subject = subjectOf(stream);
    if (this.subject.kind === 'case') this.state = emptyCase(this.subject.id);
  }

  /** Events that it has. */
  get length(): number {
    return this.digests.length;
  }

  /** Whether it has this very event in its place. */
  has(event: RecordedEvent): boolean {
    return this.digests[event.revision] === digestOf(event);
  }

  /** Takes in an event that the log has. */
  add(event: RecordedEvent): void {
    if (this.state) this.state = evolveCase(this.state, upcastCase(event));
    this.digests.push(digestOf(event));
  }

  /**
   * Takes in an event that is to be recorded, if it can be the next one.
   * @throws InvalidContent, UnknownSchema, ImpossibleEvent, ImpossibleStart
   */
  extend(event: RecordedEvent): void {
    const begins = BEGINS[this.subject.kind](event.type);
    if (begins !== (event.revision === 0)) throw new ImpossibleStart(event.type, begins);
    VALIDATE[this.subject.kind](event);
    this.add(event);
  }
}

/** A stream would begin with what cannot begin it, or begin twice. */
export class ImpossibleStart extends Error {
  constructor(type: string, begins: boolean) {
    super(begins ? `${type} can only be the first event of a stream` : `no stream begins with ${type}`);
    this.name = 'ImpossibleStart';
  }
}

const BEGINS: Readonly<Record<Subject['kind'], (type: string) => boolean>> = {
  case: (type) => isCaseEventType(type) && isOpening(type),
  union: (type) => type === 'UnionRegistered',
  report: () => true,
};

/** An event of another kind of stream is of an unknown schema there. */
const VALIDATE: Readonly<Record<Subject['kind'], (event: RecordedEvent) => void>> = {
  case: (event) => {
    const { type, data } = upcastCase(event);
    if (type !== 'StepCorrected') return void validateStep(type, data);
    // Of a correction, recording adds the type of its step.
    const { type: corrected, ...correction } = data as { type: StepType; content: object };
    validateStep(type, correction);
    validateStep(corrected, correction.content);
  },
  union: (event) => {
    const { type, data } = upcastUnion(event);
    if (isUnionEventType(type)) validateUnionContent(type, data);
  },
  report: (event) => void validatePublication({ ...upcastPublication(event).data }),
};

function digestOf({ id, type, json }: RecordedEvent): string {
  return hash('sha256', `${id}\n${type}\n${json.data}\n${json.metadata}`, 'base64');
}
