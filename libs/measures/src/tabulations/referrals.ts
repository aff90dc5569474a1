import { DESTINATIONS, hopsOf, loopsAmong, referralsOf, type Referral, type ReferralLoop } from '../referrals/index.js';
import { Bands } from './bands.js';
import { byLabel, type Counts } from './counts.js';
import { edgeFigure, isEdgeFigure } from './edges.js';
import type { CaseInFrame, Fact } from './fact.js';
import { DAYS_WITHOUT_RESPONSIBILITY, HOPS } from './lengths.js';
import { CASES, figureNames, type Tabulation } from './tabulation.js';
import { levelsIn, SHOWN_LEVELS, type ShownLevel } from './union-levels.js';

/** Where a referral leads: to a union by its level, to one that was not named, or elsewhere. */
const ENDPOINTS = [
  ...SHOWN_LEVELS.map((level) => `${level}_union`),
  'unnamed_union',
  ...DESTINATIONS.filter((to) => to !== 'union'),
];
const LOOPS = ['2_unions', '3_unions', '4_or_more_unions'] as const;
const HOP_ENDS = ['acted', 'competing', 'censored'] as const;
const HOP_BANDS = new Bands([0, 1, 2, 3, 4, 5]);
const DAY_ENDS = ['event', 'competing', 'censored', 'quarantined'] as const;
const DAY_BANDS = new Bands([0, 2, 8, 31, 91]);

/** Who sends workers to whom, and how long until somebody acts. */
export const REFERRALS: Tabulation = {
  name: 'referrals',
  about: 'Whom do unions send workers to, how often round in a circle, and through how many until one acts?',
  figures: [
    'referrals',
    'cases_referred',
    ...figureNames('to', DESTINATIONS),
    ...figureNames('from', SHOWN_LEVELS),
    ...figureNames('between', SHOWN_LEVELS, ENDPOINTS),
    'cases_with_loop',
    'loops',
    ...figureNames('loop', LOOPS),
    'cases_asked',
    ...figureNames('hops_until', HOP_ENDS),
    ...figureNames('hops', HOP_ENDS, HOP_BANDS.labels),
    'cases_called',
    ...figureNames('responsibility', DAY_ENDS),
    ...figureNames('days', DAY_ENDS.slice(0, 3), DAY_BANDS.labels),
  ],
  isFigure: isEdgeFigure,
  factsOf(one) {
    const referrals = referralsOf(one.history);
    const loops = loopsAmong(referrals);
    const levelOf = levelsIn(one);
    const { caseId } = one;
    return [
      ...(referrals.length > 0 ? [{ figure: 'cases_referred', caseId }] : []),
      ...referrals.flatMap((referral) => factsOfReferral(one, referral, levelOf)),
      ...(loops.length > 0 ? [{ figure: 'cases_with_loop', caseId }] : []),
      ...loops.flatMap((loop) => factsOfLoop(caseId, loop)),
      ...factsOfHops(one),
      ...factsOfResponsibility(one),
    ];
  },
  sections: {
    casesReferred: {
      about: 'Of all cases: those in which a union sent the worker away.',
      of: (counts) => counts.share('cases_referred', CASES),
    },
    referrals: {
      about: 'Times that a union sent a worker away.',
      of: (counts) => counts.total('referrals'),
    },
    destinations: {
      about: 'Of these: where it sent the worker; `nobody`: it named neither whom nor what kind.',
      of: (counts) => counts.parts('to', DESTINATIONS, 'referrals'),
    },
    fromLevels: {
      about: 'Of these: the level of the union.',
      of: (counts) => counts.parts('from', SHOWN_LEVELS, 'referrals'),
    },
    betweenLevels: {
      about:
        'From unions of one level to those of another and elsewhere, by the levels they had when they were called, or appeared.',
      of: (counts) =>
        byLabel(counts.labels('from', SHOWN_LEVELS), (level) =>
          counts.parts(`between.${level}`, endpointsCounted(counts), `from.${level}`),
        ),
    },
    casesWithLoop: {
      about: 'Of the cases in which a union sent the worker away: those in which they were sent round in a circle.',
      of: (counts) => counts.share('cases_with_loop', 'cases_referred'),
    },
    loops: {
      about: 'Circles: each union sent the worker to the next and the last back to the first.',
      of: (counts) => counts.total('loops'),
    },
    loopLengths: {
      about:
        'Of these: how many unions they have. The referral that closes one counts, with the shortest way round; the same two unions count once in a case.',
      of: (counts) => counts.parts('loop', LOOPS, 'loops'),
    },
    casesAsked: {
      about: 'Of all cases: those in which a union was called, or sent the worker away.',
      of: (counts) => counts.share('cases_asked', CASES),
    },
    hopsUntil: {
      about: 'Of these: whether a union intervened, the case ended without that, or neither.',
      of: (counts) => counts.parts('hops_until', HOP_ENDS, 'cases_asked'),
    },
    hops: {
      about:
        'Unions that sent the worker away before one intervened (`acted`), before the case ended without that ' +
        '(`competing`), or until now (`censored`). Undecidable: dates leave it open.',
      of: (counts) => byLabel(HOP_ENDS, (end) => counts.parts(`hops.${end}`, HOP_BANDS.labels, `hops_until.${end}`)),
    },
    casesCalled: {
      about: 'Of all cases: those in which a union was called.',
      of: (counts) => counts.share('cases_called', CASES),
    },
    responsibility: {
      about:
        'Of these: whether one committed itself, met or intervened (`event`), the case ' +
        'ended before (`competing`), none has (`censored`), or one certainly had before any was called (`quarantined`).',
      of: (counts) => counts.parts('responsibility', DAY_ENDS, 'cases_called'),
    },
    daysWithoutResponsibility: {
      about: 'After how many days from the first contact attempt that was. Undecidable: dates leave it open.',
      of: (counts) =>
        byLabel(DAY_ENDS.slice(0, 3), (end) => counts.parts(`days.${end}`, DAY_BANDS.labels, `responsibility.${end}`)),
    },
  },
  lengths: { hops: HOPS, daysWithoutResponsibility: DAYS_WITHOUT_RESPONSIBILITY },
};

/** Only those that lead somewhere, the same for every level. */
function endpointsCounted(counts: Counts): string[] {
  return ENDPOINTS.filter((endpoint) => SHOWN_LEVELS.some((level) => counts.of(`between.${level}.${endpoint}`) > 0));
}

type LevelOf = ReturnType<typeof levelsIn>;

function factsOfReferral({ caseId }: CaseInFrame, referral: Referral, levelOf: LevelOf): Fact[] {
  const { stepId, from, to, name, direction, at } = referral;
  const level = levelOf(from, { interval: at });
  const toLevel: ShownLevel | null = to === 'union' && name !== null ? levelOf(name, { interval: at }) : null;
  const endpoint = to === 'union' ? `${toLevel ?? 'unnamed'}_union` : to;
  const detail = { level, to, name, toLevel, direction };
  return ['referrals', `to.${to}`, `from.${level}`, `between.${level}.${endpoint}`, edgeFigure(referral)].map(
    (figure) => ({ figure, caseId, unionId: from, stepId, detail }),
  );
}

function factsOfLoop(caseId: string, { stepId, unionIds }: ReferralLoop): Fact[] {
  const length = LOOPS[Math.min(unionIds.length, 4) - 2]!;
  return ['loops', `loop.${length}`].map((figure) => ({ figure, caseId, stepId, detail: { unionIds } }));
}

function factsOfHops({ caseId, history }: CaseInFrame): Fact[] {
  const found = hopsOf(history);
  if (!found) return [];
  const { end, hops } = found;
  const detail = { end, hopsLow: hops.low, hopsHigh: hops.high };
  return ['cases_asked', `hops_until.${end}`, `hops.${end}.${HOP_BANDS.labelOf(hops)}`].map((figure) => ({
    figure,
    caseId,
    detail,
  }));
}

function factsOfResponsibility(one: CaseInFrame): Fact[] {
  const observed = DAYS_WITHOUT_RESPONSIBILITY.of(one);
  if (!observed) return [];
  const { caseId } = one;
  const { end, name } = observed;
  const figures = ['cases_called', `responsibility.${end}`];
  if (end === 'quarantined') return figures.map((figure) => ({ figure, caseId, detail: { end, cause: name } }));
  const { length } = observed;
  const detail = { end, cause: name, daysLow: length.low, daysHigh: length.high };
  return [...figures, `days.${end}.${DAY_BANDS.labelOf(length)}`].map((figure) => ({ figure, caseId, detail }));
}
