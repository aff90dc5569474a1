/**
 * Workers who were sent round in circles: cases in which a union sent the worker to another, that one to the next, and
 * the last back to one before. `sent` tells how many referrals between unions a case has.
 */

export const initial = { unions: {}, cases: {} };

export const on = {
  UnionRegistered({ unions }, { subject, data }) {
    unions[subject] = data.names.en ?? data.names.zh;
  },
  Deflected({ cases }, { subject, data }) {
    const to = data.deflectedTo?.unionId;
    if (to === undefined || to === data.unionId) return;
    const known = (cases[subject] ??= { sent: 0, next: {}, loops: [] });
    known.sent += 1;
    const way = wayFrom(to, data.unionId, known.next);
    if (way) known.loops.push(way);
    (known.next[data.unionId] ??= []).push(to);
  },
};

/** The shortest way by which unions sent a worker from one to another; undefined when there is none. */
function wayFrom(from, to, next) {
  const ways = [[from]];
  const seen = new Set([from]);
  for (const way of ways) {
    if (way.at(-1) === to) return way;
    for (const union of next[way.at(-1)] ?? []) {
      if (seen.has(union)) continue;
      seen.add(union);
      ways.push([...way, union]);
    }
  }
  return undefined;
}

export function finish({ unions, cases }) {
  const sent = Object.entries(cases);
  return {
    cases: sent.length,
    referrals: sent.reduce((sum, [, one]) => sum + one.sent, 0),
    loops: sent.flatMap(([id, { loops }]) =>
      loops.map((loop) => ({ case: id, unions: loop.map((union) => unions[union] ?? union) })),
    ),
  };
}
