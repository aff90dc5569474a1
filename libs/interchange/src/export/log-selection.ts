import { OPENINGS, type LinkedAsDuplicate, type Opening } from '#cases';
import { type EventStore, type RecordedEvent } from '#event-store';
import { historyOf, type ViewedHistory } from '#measures';
import type { Instant } from '#time';
import type { EventConditions } from '../events/event-conditions.js';
import { EventFacts } from '../events/event-facts.js';
import { EventFilter } from '../events/event-filter.js';
import { pagesUpTo } from '../events/pages-up-to.js';
import { subjectOf } from '../events/subject.js';
import type { CaseInFrame, StandingStep } from './case-in-frame.js';
import { directoryOf, type Directory } from './directory.js';
import { eventsOfTypes } from './events-of-types.js';
import { frameOf, type LogFrame } from './log-frame.js';
import { StatesUntil } from './states-until.js';
import { StepConditions } from './step-conditions.js';
import { Tally } from './tally.js';

export interface SelectionOptions {
  readonly conditions?: EventConditions;
  /** Cases as they were then, and running clocks are censored then. */
  readonly asOf: Instant;
  /** Cases as they were known then; undefined means as they are known up to the end of the frame. */
  readonly knownAt?: Instant | undefined;
  /** Ends the reading with its reason. */
  readonly signal?: AbortSignal;
  /** Told how far the log was read: a position. */
  readonly onRead?: (position: string) => void;
}

const OPENING_TYPES = Object.values(OPENINGS);
/** Streams that are read at a time: one is being parsed while the others are on their way. */
const CASES_AT_A_TIME = 32;

/** What of a log is exported: its events as they follow each other, or its cases; read as slowly as it is asked to. */
export class LogSelection {
  /** What was selected, by name: `events`, `cases`, `steps`. */
  readonly selected = new Tally();
  readonly facts: EventFacts;
  readonly asOf: Instant;
  readonly conditions: EventConditions;
  private readonly states: StatesUntil;
  private readonly signal: AbortSignal;
  private known: Promise<Directory> | undefined;

  private constructor(
    private readonly store: EventStore,
    readonly frame: LogFrame,
    private readonly options: SelectionOptions,
  ) {
    const { conditions = {}, asOf, signal = new AbortController().signal } = options;
    [this.conditions, this.asOf, this.signal] = [conditions, asOf, signal];
    this.states = new StatesUntil(store, frame);
    this.facts = new EventFacts(store, this.states);
  }

  /** @throws InvalidContent for positions that the log does not have; StoreUnavailable */
  static async open(store: EventStore, options: SelectionOptions): Promise<LogSelection> {
    const frame = await frameOf(store, options.conditions ?? {});
    return new LogSelection(store, { ...frame, knownAt: options.knownAt }, options);
  }

  /** The frame's whole log, without any condition on its events. */
  get isWhole(): boolean {
    const { from: _, to: __, ...others } = this.conditions;
    return Object.values(others).every((condition) => condition === undefined);
  }

  directory(): Promise<Directory> {
    return (this.known ??= directoryOf(this.store, this.frame, this.signal));
  }

  /** Events in the order of the log, page by page. */
  async *events(): AsyncGenerator<readonly RecordedEvent[], void, undefined> {
    const { from, to } = this.frame;
    if (to === undefined || to === from) return;
    const filter = new EventFilter(this.conditions, this.facts);
    for await (const page of pagesUpTo(this.store.readAll({ after: from, signal: this.signal }), to)) {
      const picked = await filter.pick(page.events);
      this.selected.add('events', picked.length);
      if (picked.length > 0) yield picked;
      this.options.onRead?.(page.position);
    }
  }

  /** Cases in the order in which they were opened, with the steps that were asked for; those without any are left out. */
  cases(): AsyncGenerator<CaseInFrame, void, undefined> {
    return this.casesBy(this.conditions);
  }

  /** The same with all the steps of each: what is asked of their engagements is asked of them when they are known. */
  wholeCases(): AsyncGenerator<CaseInFrame, void, undefined> {
    const { sector, region } = this.conditions;
    return this.casesBy({ sector, region });
  }

  private async *casesBy(asked: EventConditions): AsyncGenerator<CaseInFrame, void, undefined> {
    const conditions = new StepConditions(asked, await this.directory());
    for await (const openings of eventsOfTypes(this.store, OPENING_TYPES, this.frame, this.signal)) {
      for (let first = 0; first < openings.length; first += CASES_AT_A_TIME) {
        const some = openings.slice(first, first + CASES_AT_A_TIME);
        const found = await Promise.all(some.map((opening) => this.caseOf(opening, conditions)));
        this.signal.throwIfAborted();
        for (const one of found) if (one) yield this.counted(one);
        this.options.onRead?.(some.at(-1)!.position);
      }
    }
  }

  private counted(one: CaseInFrame): CaseInFrame {
    this.selected.add('cases');
    this.selected.add('steps', one.steps.length);
    return one;
  }

  private async caseOf(opening: RecordedEvent, conditions: StepConditions): Promise<CaseInFrame | undefined> {
    const { id } = subjectOf(opening.stream);
    const known = await this.historyOf(id);
    const steps = known ? selectedSteps(known, conditions) : [];
    if (!known || steps.length === 0) return undefined;
    return { caseId: id, ...known, steps, ...(await this.duplication(known.history, conditions)) };
  }

  private async historyOf(caseId: string): Promise<KnownCase | undefined> {
    const state = await this.states.loadCase(caseId);
    if (state.openingId === undefined) return undefined;
    const history = historyOf(state, this.asOf);
    return history.opening && { state, history, opening: history.opening.content as Opening };
  }

  /** Links that lead nowhere, or to a case that is itself a duplicate, leave nobody out. */
  private async duplication(history: ViewedHistory, conditions: StepConditions): Promise<Duplication> {
    const duplicateOf = originalOf(history);
    const original = duplicateOf === undefined ? undefined : await this.historyOf(duplicateOf);
    if (!original) return { duplicateOf: undefined, originalIsSelected: false, isDuplicate: false };
    return {
      duplicateOf,
      originalIsSelected: selectedSteps(original, conditions).length > 0,
      isDuplicate: originalOf(original.history) === undefined,
    };
  }
}

type KnownCase = Pick<CaseInFrame, 'state' | 'history' | 'opening'>;
type Duplication = Pick<CaseInFrame, 'duplicateOf' | 'originalIsSelected' | 'isDuplicate'>;

function selectedSteps({ history, opening }: KnownCase, conditions: StepConditions): StandingStep[] {
  if (!conditions.fitsCase(opening)) return [];
  return history.entries.filter((standing) => !standing.step.retracted && conditions.fitsStep(standing));
}

function originalOf(history: ViewedHistory): string | undefined {
  const link = history.steps.findLast(({ type }) => type === 'LinkedAsDuplicate');
  return (link?.content as LinkedAsDuplicate | undefined)?.duplicateOf;
}
