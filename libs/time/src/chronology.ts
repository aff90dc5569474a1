import { difference, type Bounds, type Interval } from './interval.js';
import { parseIsoDuration } from './iso-duration.js';

/** "Came after that step": by at least `atLeast` (default none) and at most `atMost` (default any), ISO 8601 durations. */
export interface Since {
  readonly stepId: string;
  readonly atLeast?: string;
  readonly atMost?: string;
}

export interface Point {
  readonly id: string;
  readonly interval: Interval;
  readonly since?: Since;
}

/** A point that a `since` ties to another: the moment lies in [low, high], and [minGap, maxGap] after its parent's. */
interface Node {
  readonly id: string;
  low: number;
  high: number;
  parent: Node | undefined;
  minGap: number;
  maxGap: number;
  /** Steps to the root of its tree; -1 until known. */
  depth: number;
}

/**
 * When each of some points can have happened, given what each says of itself and how long after another it came.
 *
 * Each point names at most one other, so the constraints form trees: one pass up and one down gives every point its
 * tightest interval, and the tightest distance of two points is the sum along the path that joins them or what
 * their intervals leave, whichever is narrower. No matrix is needed, and without any `since` there are no trees at all.
 *
 * One point can be the first, which no other precedes; it is then the root of all trees. A point that certainly precedes
 * it is left aside with all that counts from it, and whoever asks can tell by the intervals.
 */
export class Chronology {
  /**
   * A point that cannot hold: its `since` leaves it no moment, or leads back to itself. Every interval is then what its
   * point says of itself.
   */
  readonly contradiction: string | undefined;

  private readonly intervals = new Map<string, Interval>();
  private readonly nodes: Map<string, Node> | undefined;

  /**
   * @param points with distinct ids; a `since` that names no given point is left aside.
   * @param first the id of a point without `since`, if there is a first.
   * @throws InvalidDuration
   */
  constructor(
    points: readonly Point[],
    private readonly first?: string,
  ) {
    let tied = false;
    for (const point of points) {
      this.intervals.set(point.id, point.interval);
      tied ||= point.since !== undefined;
    }
    if (!tied) {
      this.narrowByFirst(points);
      return;
    }
    const nodes = this.link(points);
    const order: Node[] = [];
    this.contradiction = sortByDepth(nodes, order) ?? tighten(order);
    if (this.contradiction !== undefined) return;
    this.nodes = nodes;
    const root = first === undefined ? undefined : nodes.get(first);
    for (const { id, low, high } of root ? grownFrom(root, order) : order)
      this.intervals.set(id, { earliest: low, latest: high + 1 });
  }

  /** When the point can have happened; undefined for an unknown id. */
  interval(id: string): Interval | undefined {
    return this.intervals.get(id);
  }

  /** How long `stop` came after `start`, in milliseconds, negative if before; undefined when either is unknown. */
  between(start: string, stop: string): Bounds | undefined {
    const from = this.intervals.get(start);
    const to = this.intervals.get(stop);
    if (!from || !to) return undefined;
    if (start === stop) return { low: 0, high: 0 };
    const apart = difference(from, to);
    const a = this.nodes?.get(start);
    const b = this.nodes?.get(stop);
    if (a && b) return narrowByPath(apart, a, b);
    return this.nodes ? apart : this.notBeforeFirst(apart, start, stop);
  }

  /** What the first point says of the others, and they of it, where nothing else ties them. */
  private narrowByFirst(points: readonly Point[]): void {
    const first = this.first === undefined ? undefined : this.intervals.get(this.first);
    if (!first) return;
    const { earliest } = first;
    let { latest } = first;
    for (const { id, interval } of points) {
      if (interval.latest <= earliest) continue;
      if (interval.latest < latest) latest = interval.latest;
      if (interval.earliest < earliest) this.intervals.set(id, { earliest, latest: interval.latest });
    }
    if (latest < first.latest) this.intervals.set(this.first!, { earliest, latest });
  }

  private notBeforeFirst(apart: Bounds, start: string, stop: string): Bounds {
    if (start === this.first && apart.high >= 0) return { low: Math.max(0, apart.low), high: apart.high };
    if (stop === this.first && apart.low <= 0) return { low: apart.low, high: Math.min(0, apart.high) };
    return apart;
  }

  private link(points: readonly Point[]): Map<string, Node> {
    const nodes = new Map<string, Node>();
    const node = (id: string, interval: Interval): Node => {
      let found = nodes.get(id);
      if (!found) {
        const { earliest, latest } = interval;
        found = { id, low: earliest, high: latest - 1, parent: undefined, minGap: 0, maxGap: Infinity, depth: -1 };
        nodes.set(id, found);
      }
      return found;
    };
    for (const { id, interval, since } of points) {
      if (this.first !== undefined) node(id, interval);
      const other = since && this.intervals.get(since.stepId);
      if (!other) continue;
      const child = node(id, interval);
      child.parent = node(since.stepId, other);
      if (since.atLeast !== undefined) child.minGap = parseIsoDuration(since.atLeast).min;
      if (since.atMost !== undefined) child.maxGap = parseIsoDuration(since.atMost).max;
    }
    return nodes;
  }
}

/** Fills `order` with parents before their children; returns the id of a node that is its own ancestor, if any. */
function sortByDepth(nodes: Map<string, Node>, order: Node[]): string | undefined {
  const path: Node[] = [];
  for (const start of nodes.values()) {
    for (let node: Node | undefined = start; node && node.depth < 0; node = node.parent) {
      // A path longer than there are nodes went round in a circle.
      if (path.push(node) > nodes.size) return node.id;
    }
    for (let node = path.pop(); node; node = path.pop()) {
      node.depth = node.parent ? node.parent.depth + 1 : 0;
      order.push(node);
    }
  }
  return undefined;
}

/** Puts the trees below the root, but for those that certainly precede it; returns all nodes, tight, parents first. */
function grownFrom(root: Node, order: readonly Node[]): Node[] {
  const grown = [root];
  for (const node of order) {
    if (node === root) continue;
    if (!node.parent && node.high >= root.low) node.parent = root;
    if (node.parent) node.depth = node.parent.depth + 1;
    grown.push(node);
  }
  tighten(grown);
  return grown;
}

/** Gives each node its tightest bounds; returns the id of one that is left without a moment, if any. */
function tighten(order: readonly Node[]): string | undefined {
  for (let i = order.length - 1; i >= 0; i--) {
    const { id, low, high, parent, minGap, maxGap } = order[i]!;
    if (!parent) continue;
    parent.low = Math.max(parent.low, low - maxGap);
    parent.high = Math.min(parent.high, high - minGap);
    if (parent.low > parent.high || minGap > maxGap) return id;
  }
  for (const node of order) {
    const { parent } = node;
    if (!parent) continue;
    node.low = Math.max(node.low, parent.low + node.minGap);
    node.high = Math.min(node.high, parent.high + node.maxGap);
    if (node.low > node.high) return node.id;
  }
  return undefined;
}

/** Sums the gaps along the path from a up to the nearest common ancestor and down to b. */
function narrowByPath(apart: Bounds, a: Node, b: Node): Bounds {
  let low = 0;
  let high = 0;
  let up: Node = a;
  let down: Node = b;
  while (up !== down) {
    if (down.depth >= up.depth) {
      if (!down.parent) return apart;
      low += down.minGap;
      high += down.maxGap;
      down = down.parent;
    } else {
      if (!up.parent) return apart;
      low -= up.maxGap;
      high -= up.minGap;
      up = up.parent;
    }
  }
  return { low: Math.max(low, apart.low), high: Math.min(high, apart.high) };
}
