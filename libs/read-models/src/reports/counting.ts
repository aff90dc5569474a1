import {
  compareGroups,
  estimateCurves,
  LEAST_TO_ESTIMATE,
  observationOf,
  rankGroups,
  readFigures,
  Tally,
  type Figures,
  type Observation,
  type Tables,
} from '#measures';
import { localDayOf, type EpochDay } from '#time';
import type { Cells } from '../counts/cells.js';
import type { CountedGroup } from '../counts/counted-group.js';
import type { CountedGroups } from '../counts/counted-view.js';
import { DUPLICATE } from '../views/outcome.js';
import type { Counted, Dimensions } from './counted.js';
import type { Frame } from './frame.js';
import { compareKeys, keysOf, type Grouping } from './groupings.js';
import { CLASSES, type GroupKey, type ResponseTimes, type Standing } from './response-groups.js';
import type { ResponseTimesAsked } from './response-times-asked.js';
import { UNKNOWN } from './selection.js';

/** Clocks that are alike in all that a report looks at. */
export interface AlikeClocks {
  readonly n: number;
  readonly dimensions: Dimensions;
  /** Null for those that never started. */
  readonly observation: Observation | null;
  /** Their unions have not replied at all. */
  readonly silent: boolean;
}

/** Clocks that are counted already. */
export interface CountedBefore extends CountedGroups {
  readonly cells: Cells;
}

/** Counts clocks into groups, be it beside those that are counted already. */
export class Counting {
  private duplicates = 0;
  private readonly total: Group;
  private readonly byKeys = new Map<string, Group>();
  /** By number of the time zone of what was counted before. */
  private readonly today: readonly EpochDay[];
  private readonly day: string;
  private readonly ofCurves: string;
  private readonly question: string;

  constructor(
    private readonly frame: Frame,
    private readonly asked: ResponseTimesAsked,
    private readonly before?: CountedBefore,
  ) {
    this.today = before?.cells.timeZones.map((timeZone) => localDayOf(timeZone, frame.asOf)) ?? [];
    const { selection: _, groupBy: __, compare: ___, ...how } = asked;
    this.day = JSON.stringify(this.today);
    this.ofCurves = JSON.stringify([this.day, asked.classes, asked.ciType]);
    this.question = JSON.stringify([this.day, how]);
    this.total = { keys: [], counted: before?.total, beside: undefined };
    if (before) this.takeIn(before);
  }

  /** @param isLeftOut whether the case is a duplicate that counts no further */
  addCase(counted: readonly Counted[], isLeftOut: boolean): void {
    if (isLeftOut) this.duplicates += counted.length;
    else for (const one of counted) this.addCounted(one);
  }

  /** A negative `n` takes away what was added. */
  add({ n, dimensions, observation, silent }: AlikeClocks): void {
    const { groupBy, per } = this.asked;
    const keys = combinations(groupBy.map((grouping) => keysOf(dimensions, grouping, per)));
    for (const group of [this.total, ...keys.map((each) => this.of(each))]) {
      (group.beside ??= new Tally()).add(observation, silent, n);
    }
  }

  /** A negative `n` takes away what was added. */
  addDuplicates(n: number): void {
    this.duplicates += n;
  }

  async result(): Promise<ResponseTimes> {
    return { ...(await this.groups()), duplicates: this.duplicates };
  }

  private takeIn({ cells, groups, total }: CountedBefore): void {
    for (const [name, counted] of groups) this.byKeys.set(name, { keys: counted.keys, counted, beside: undefined });
    for (const [index, n] of total.counts) if (cells.at(index).outcome === DUPLICATE) this.duplicates += n;
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

  private async groups(): Promise<Omit<ResponseTimes, 'duplicates'>> {
    const { groupBy } = this.asked;
    const found: { group: Group; standing: Standing; figures: Figures | null }[] = [];
    let since = performance.now();
    for (const group of this.byKeys.values()) {
      found.push({ group, ...this.estimate(group) });
      if (performance.now() - since < STRETCH_MS) continue;
      // Others have a turn: thousands of groups take seconds.
      await new Promise(setImmediate);
      since = performance.now();
    }
    const inOrder = found
      .filter(({ standing }) => standing.engagements > 0)
      .sort((a, b) => compareInOrder(groupBy, a.group.keys, b.group.keys));
    const ranks = rankGroups(inOrder.map(({ figures }) => figures));
    const total = this.estimate(this.total);
    return {
      groups: inOrder.map(({ standing, figures }, index) => ({ ...standing, figures, rank: ranks[index]! })),
      total: { ...total.standing, figures: total.figures, rank: null },
      comparison: this.comparisonOf(inOrder.filter(({ standing }) => isEnough(standing)).map(({ group }) => group)),
    };
  }

  private comparisonOf(groups: readonly Group[]): ResponseTimes['comparison'] {
    const { compare, groupBy } = this.asked;
    if (compare === null) return null;
    const tables = groups.map((group) => this.newTally(group).result('all').tables);
    return { groups: groups.map(({ keys }) => keyOf(groupBy, keys)), ...compareGroups(compare, this.asked, tables) };
  }

  private estimate(group: Group): { standing: Standing; figures: Figures | null } {
    const { standing, tables } = this.kept(group, 'standing', this.day, () => this.standingOf(group));
    if (!isEnough(standing)) return { standing, figures: null };
    const figures = this.kept(group, 'figures', this.question, () => {
      const curves = this.kept(group, 'curves', this.ofCurves, () => estimateCurves(tables, this.asked));
      return readFigures(curves, this.asked);
    });
    return { standing, figures };
  }

  private standingOf(group: Group): { standing: Standing; tables: Tables } {
    const tallied = this.newTally(group).result(this.asked.curve ? 'all' : 'telling');
    const { engagements, notStarted, n, censored, silent, tables } = tallied;
    const classes = Object.fromEntries(CLASSES[this.asked.selection.measure].map((name) => [name, 0]));
    const standing = {
      key: keyOf(this.asked.groupBy, group.keys),
      engagements,
      notStarted,
      n,
      classes: { ...classes, ...inKeyOrder(tallied.classes) },
      censored,
      silent,
      competing: inKeyOrder(tallied.competing),
      quarantined: inKeyOrder(tallied.quarantined),
    };
    return { standing, tables };
  }

  /** Of a group in which all are counted already much may be known; whole curves are too long to keep. */
  private kept<Value>({ counted, beside }: Group, kind: Kept, question: string, compute: () => Value): Value {
    return counted && !beside && !this.asked.curve ? counted.keep(kind, question, compute) : compute();
  }

  private newTally({ counted, beside }: Group): Tally {
    if (!counted) return beside ?? new Tally();
    const tally = new Tally();
    const { cells } = this.before!;
    for (const [index, n] of counted.counts) cells.at(index).count(tally, this.today, n);
    if (beside) tally.merge(beside);
    return tally;
  }

  private of(keys: readonly string[]): Group {
    const name = JSON.stringify(keys);
    const known = this.byKeys.get(name);
    if (known) return known;
    const group: Group = { keys, counted: undefined, beside: undefined };
    this.byKeys.set(name, group);
    return group;
  }
}

/** How long others have to wait for the processor, about. */
const STRETCH_MS = 3;

/** What is kept of a group: for all questions, for those of other horizons, and for the same one again. */
type Kept = 'standing' | 'curves' | 'figures';

interface Group {
  readonly keys: readonly string[];
  readonly counted: CountedGroup | undefined;
  /** Counted in addition; negative numbers are taken off. */
  beside: Tally | undefined;
}

/** The total has no key. */
function keyOf(groupBy: readonly Grouping[], keys: readonly string[]): GroupKey {
  return Object.fromEntries(keys.map((key, index) => [groupBy[index]!, key]));
}

/** Fewer clocks are counted, and nothing is estimated from them. */
const isEnough = ({ n }: { readonly n: number }) => n >= LEAST_TO_ESTIMATE;

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
