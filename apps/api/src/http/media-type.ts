import { Problem } from '../problems/problem.js';

/**
 * Which of the offered media types an Accept header likes best; of equals the one offered first.
 * @throws Problem 406 when it takes none of them.
 */
export function negotiate<Type extends string>(accept: string | undefined, offered: readonly Type[]): Type {
  const ranges = (accept ?? '*/*').split(',').map(readRange);
  const liked = offered.map((type) => ({ type, quality: qualityOf(type, ranges) }));
  const best = liked.reduce((a, b) => (b.quality > a.quality ? b : a));
  if (best.quality === 0) throw Problem.of('not-acceptable', undefined, { offered });
  return best.type;
}

interface MediaRange {
  readonly type: string;
  readonly quality: number;
}

function readRange(text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  return { type, quality: q === undefined ? 1 : Number(q.slice(2)) || 0 };
}

// The most specific range decides, so that a type can be taken out of a wider range.
function qualityOf(type: string, ranges: readonly MediaRange[]): number {
  for (const candidate of [type, `${type.split('/')[0]}/*`, '*/*']) {
    const range = ranges.find((range) => range.type === candidate);
    if (range) return range.quality;
  }
  return 0;
}
