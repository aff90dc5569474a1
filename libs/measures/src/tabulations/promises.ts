import { promisesOf, PROMISE_STANDINGS, type PromiseStanding, type UnionPromise } from '../deadlines/index.js';
import { byLabel } from './counts.js';
import { deadlineDetail } from './deadline-detail.js';
import type { CaseInFrame, Fact } from './fact.js';
import { figureNames, type Tabulation } from './tabulation.js';
import { levelsIn, SHOWN_LEVELS, type ShownLevel } from './union-levels.js';

const STANDINGS = PROMISE_STANDINGS.filter((standing) => standing !== 'without_deadline');
/** The dates tell which of them it is, and nothing else came in between. */
const DECIDED: readonly string[] = ['kept_in_time', 'kept_late', 'broken'];

/** Whether unions do what they promised, in time. */
export const PROMISES: Tabulation = {
  name: 'promises',
  about: 'Do unions keep what they promise, and in time?',
  figures: [
    'promises',
    'without_deadline',
    'with_deadline',
    ...figureNames('standing', STANDINGS),
    'decided',
    'decided_in_time',
    ...figureNames('level', SHOWN_LEVELS),
    ...figureNames('by_level', SHOWN_LEVELS, STANDINGS),
  ],
  factsOf(one) {
    const levelOf = levelsIn(one);
    return promisesOf(one.history, one.asOf).flatMap((promise) =>
      factsOfPromise(one, promise, levelOf(promise.unionId, { interval: promise.made })),
    );
  },
  sections: {
    promises: {
      about: 'Answers of a union that commit it to something, or to a meeting.',
      of: (counts) => counts.total('promises'),
    },
    withoutDeadline: {
      about: 'Of the promises: those that named no date and no time. They are not counted below.',
      of: (counts) => counts.share('without_deadline', 'promises'),
    },
    withDeadline: {
      about: 'Of the promises: the others.',
      of: (counts) => counts.share('with_deadline', 'promises'),
    },
    standings: {
      about:
        'Of the promises with a deadline. One is kept by what that union does afterwards: an intervention, or a ' +
        'resolution that it is credited with; in time until the end of the last day. It is broken once that day is ' +
        'certainly over without it, and lapses if the case ends before in another way. Undecidable: dates leave it open.',
      of: (counts) => counts.parts('standing', STANDINGS, 'with_deadline'),
    },
    decided: {
      about: 'Of the promises with a deadline: those that were kept in time, kept late or broken.',
      of: (counts) => counts.share('decided', 'with_deadline'),
    },
    keptInTime: {
      about: 'Kept in time, of those.',
      of: (counts) => counts.share('decided_in_time', 'decided'),
    },
    levels: {
      about: 'Of the promises with a deadline, by the level that the union had when it was called.',
      of: (counts) => counts.parts('level', SHOWN_LEVELS, 'with_deadline'),
    },
    byLevel: {
      about: 'How those of each level stand.',
      of: (counts) =>
        byLabel(counts.labels('level', SHOWN_LEVELS), (level) =>
          counts.parts(`by_level.${level}`, STANDINGS, `level.${level}`),
        ),
    },
  },
};

function factsOfPromise({ caseId }: CaseInFrame, promise: UnionPromise, level: ShownLevel): Fact[] {
  const { stepId, unionId, kind, standing, deadline, text } = promise;
  const detail = { kind, level, standing, ...deadlineDetail(deadline), arithmetic: text };
  return figuresOf(standing, level).map((figure) => ({ figure, caseId, unionId, stepId, detail }));
}

function figuresOf(standing: PromiseStanding, level: ShownLevel): string[] {
  if (standing === 'without_deadline') return ['promises', standing];
  return [
    'promises',
    'with_deadline',
    `standing.${standing}`,
    ...(DECIDED.includes(standing) ? ['decided'] : []),
    ...(standing === 'kept_in_time' ? ['decided_in_time'] : []),
    `level.${level}`,
    `by_level.${level}.${standing}`,
  ];
}
