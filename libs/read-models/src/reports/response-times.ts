import type { EntityManager } from 'typeorm';
import { RESOLUTIONS } from '#cases';
import {
  compareGroups,
  estimateFigures,
  LEAST_TO_ESTIMATE,
  observationOf,
  rankGroups,
  Tally,
  type GroupComparison,
  type Figures,
  type Measure,
  type Rank,
} from '#measures';
import { casesAt } from './cases-at.js';
import { countedIn, isLeftOut, type Counted } from './counted.js';
import type { Frame } from './frame.js';
import { compareKeys, keysOf, type Grouping } from './groupings.js';
import type { ResponseTimesAsked } from './response-times-asked.js';
import { UNKNOWN } from './selection.js';
import { areStored, storedClocks, unlikeStored, type AlikeClocks } from './stored-clocks.js';
import { unionsAt } from './unions-at.js';

/** The classes a clock can end in, in the order they are shown; `resolution` has the outcomes of a case as classes. */
export const CLASSES: Readonly<Record<Measure, readonly string[]>> = {
  first_reply: ['helped', 'informed', 'deflected'],
  intervention: ['intervened'],
  awareness: ['already_aware', 'reached'],
  resolution: RESOLUTIONS,
};

/** What tells a group from others, by dimension. */
export type GroupKey = Readonly<Partial<Record<Grouping, string>>>;

/** How the clocks of one group stand. `n` = all classes + censored + competing; `engagements` = n + notStarted + quarantined. */
export interface ResponseGroup {
  /** By dimension: the level, union id, reason...; `unknown` for those without. Empty for the total. */
  readonly key: GroupKey;
  readonly engagements: number;
  /** Clocks that never started: nobody called the union (or the case never opened). They are not at risk. */
  readonly notStarted: number;
  readonly n: number;
  readonly classes: Readonly<Record<string, number>>;
  /** Still running. */
  readonly censored: number;
  /** Those of the censored whose union was called and has not replied at all; in `first_reply`, all of them. */
  readonly silent: number;
  /** Ended another way, by cause. */
  readonly competing: Readonly<Record<string, number>>;
  /** What should have stopped the clock certainly came before it started: counted by reason, and measured no further. */
  readonly quarantined: Readonly<Record<string, number>>;
  /** Null where `n` is below 5. */
  readonly figures: Figures | null;
  /** Its place among the groups, by median; null where there are no figures. */
  readonly rank: Rank | null;
}

export interface ResponseTimes {
  readonly groups: ResponseGroup[];
  readonly total: ResponseGroup;
  /** Engagements left out since their case is linked as the duplicate of another, unless the question names the case. */
  readonly duplicates: number;
  /** Of the groups with figures. */
  readonly comparison: ({ readonly groups: readonly GroupKey[] } & GroupComparison) | null;
}

/** Counts and estimates from every case that the frame has. @throws UnknownCalendarYear */
export async function responseTimes(
  db: EntityManager,
  frame: Frame,
  asked: ResponseTimesAsked,
): Promise<ResponseTimes> {
  const { selection } = asked;
  const { filter } = selection;
  const unions = await unionsAt(db, frame);
  const counting = new Counting(frame, asked);
  const folded = areStored(asked) ? await unlikeStored(db, frame, unions) : undefined;
  if (folded) {
    for (const stored of await storedClocks(db, frame, asked)) counting.add(stored);
    for (const stored of await storedClocks(db, frame, asked, folded)) counting.add({ ...stored, n: -stored.n });
  }
  for await (const cases of casesAt(db, frame, { ...filter, caseIds: folded })) {
    for (const one of cases) counting.addCase(countedIn(one, unions, selection), isLeftOut(one, selection));
  }
  return counting.result();
}

interface Group {
  readonly keys: readonly string[];
  readonly tally: Tally;
}

/** Counts clocks into groups. */
export class Counting {
  private duplicates = 0;
  private readonly total = new Tally();
  private readonly byKeys = new Map<string, Group>();

  constructor(
    private readonly frame: Frame,
    private readonly asked: ResponseTimesAsked,
  ) {}

  /** @param isLeftOut whether the case is a duplicate that counts no further */
  addCase(counted: readonly Counted[], isLeftOut: boolean): void {
    if (isLeftOut) this.duplicates += counted.length;
    else for (const one of counted) this.addCounted(one);
  }

  result(): ResponseTimes {
    return { ...this.groups(), duplicates: this.duplicates };
  }

  private addCounted({ engagements, clocks, clock, timeZone }: Counted): void {
    const { entry, period } = this.asked.selection;
    const begin = entry === 'running' && period !== null && period !== UNKNOWN ? period.earliest : undefined;
    const how = { asOf: this.frame.asOf, days: this.asked.days, timeZone, begin };
    this.add({
      n: 1,
      dimensions: { ...engagements[0]!, startedAt: clock && clock.start.earliest },
      observation: clock && observationOf(clock, how),
      silent: clocks.first_reply?.end === 'open',
    });
  }

  /** A negative `n` takes away what was added. */
  add({ n, dimensions, observation, silent }: AlikeClocks): void {
    const { groupBy, per } = this.asked;
    const keys = combinations(groupBy.map((grouping) => keysOf(dimensions, grouping, per)));
    for (const tally of [this.total, ...keys.map((each) => this.of(each))]) tally.add(observation, silent, n);
  }

  private groups(): Omit<ResponseTimes, 'duplicates'> {
    const { groupBy } = this.asked;
    const inOrder = [...this.byKeys.values()]
      .filter(({ tally }) => tally.engagements > 0)
      .sort((a, b) => compareInOrder(groupBy, a.keys, b.keys))
      .map(({ keys, tally }) => ({ key: keyOf(groupBy, keys), tally }));
    const groups = inOrder.map(({ key, tally }) => this.group(key, tally));
    const ranks = rankGroups(groups.map(({ figures }) => figures));
    return {
      groups: groups.map((group, index) => ({ ...group, rank: ranks[index]! })),
      total: this.group({}, this.total),
      comparison: this.comparisonOf(inOrder.filter(({ tally }) => isEnough(tally))),
    };
  }

  private comparisonOf(
    groups: readonly { readonly key: GroupKey; readonly tally: Tally }[],
  ): ResponseTimes['comparison'] {
    const { compare } = this.asked;
    if (compare === null) return null;
    const tables = groups.map(({ tally }) => tally.tables());
    return { groups: groups.map(({ key }) => key), ...compareGroups(compare, this.asked, tables) };
  }

  private group(key: GroupKey, tally: Tally): ResponseGroup {
    const { engagements, notStarted, n, censored, silent } = tally;
    const classes = Object.fromEntries(CLASSES[this.asked.selection.measure].map((name) => [name, 0]));
    return {
      key,
      engagements,
      notStarted,
      n,
      classes: { ...classes, ...inKeyOrder(tally.classes) },
      censored,
      silent,
      competing: inKeyOrder(tally.competing),
      quarantined: inKeyOrder(tally.quarantined),
      figures: isEnough(tally) ? estimateFigures(tally.tables(), this.asked) : null,
      rank: null,
    };
  }

  private of(keys: readonly string[]): Tally {
    const name = JSON.stringify(keys);
    const known = this.byKeys.get(name);
    if (known) return known.tally;
    const tally = new Tally();
    this.byKeys.set(name, { keys, tally });
    return tally;
  }
}

function keyOf(groupBy: readonly Grouping[], keys: readonly string[]): GroupKey {
  return Object.fromEntries(groupBy.map((grouping, index) => [grouping, keys[index]!]));
}

/** Fewer clocks are counted, and nothing is estimated from them. */
const isEnough = ({ n }: Tally) => n >= LEAST_TO_ESTIMATE;

/** The order in which counts came does not show. */
function inKeyOrder(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Every way to take one key of each dimension. */
function combinations(dimensions: readonly (readonly string[])[]): string[][] {
  return dimensions.reduce<string[][]>((all, keys) => all.flatMap((one) => keys.map((key) => [...one, key])), [[]]);
}

function compareInOrder(groupBy: readonly Grouping[], a: readonly string[], b: readonly string[]): number {
  for (const [index, grouping] of groupBy.entries()) {
    const order = compareKeys(grouping, a[index]!, b[index]!);
    if (order !== 0) return order;
  }
  return 0;
}
