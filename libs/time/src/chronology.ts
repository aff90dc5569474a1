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
 * their intervals leave, whichever is narrower. No matrix is needed, and without any `since` nothing is computed at all.
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
   * @throws InvalidDuration
   */
  constructor(points: readonly Point[]) {
    let tied = false;
    for (const point of points) {
      this.intervals.set(point.id, point.interval);
      tied ||= point.since !== undefined;
    }
    if (!tied) return;
    const nodes = this.link(points);
    const order: Node[] = [];
    this.contradiction = sortByDepth(nodes, order) ?? tighten(order);
    if (this.contradiction !== undefined) return;
    this.nodes = nodes;
    for (const { id, low, high } of order) this.intervals.set(id, { earliest: low, latest: high + 1 });
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
    return a && b ? narrowByPath(apart, a, b) : apart;
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
