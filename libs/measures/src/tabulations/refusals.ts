import { DEFAULT_CURRENCY, DISPUTES, toUnits, type Deflected, type DeflectionReason, type Opening } from '#cases';
import { appearancesOf, type Appearance } from '../appearance.js';
import { isIntervention } from '../union-steps.js';
import { byLabel, type Counts } from './counts.js';
import type { CaseInFrame, Fact } from './fact.js';
import { figureNames, type Tabulation } from './tabulation.js';
import { levelsIn, UNKNOWN } from './union-levels.js';

/** Reasons that speak of how hard the case is to win or to prove. */
const HARD_REASONS = ['low_odds', 'no_labour_relationship', 'no_injury_assessment', 'time_barred'] as const;
const ANSWERED = ['refused_as_hard', 'refused_otherwise', 'intervened'] as const;

const SHOWN_DISPUTES = [...DISPUTES, UNKNOWN] as const;
const COLLECTIVE = ['yes', 'no', UNKNOWN] as const;
/** Yuan; each band ends below its amount. */
const BELOW = { under_10000: '10000', under_100000: '100000', under_1000000: '1000000' } as const;
const AMOUNTS = [
  ...(Object.keys(BELOW) as (keyof typeof BELOW)[]),
  '1000000_or_more',
  'other_currency',
  UNKNOWN,
] as const;
type AmountBand = (typeof AMOUNTS)[number];

/**
 * Which cases unions turn down as hard, and which they act in. What is counted is a union in a case that it refused or
 * intervened in; one that did both counts with both.
 */
export const REFUSALS: Tabulation = {
  name: 'refusals',
  about: 'Are hard cases refused and winnable ones picked?',
  figures: [
    'answers',
    ...figureNames('answer', ANSWERED),
    ...figureNames('hard_reason', HARD_REASONS),
    ...[
      ['dispute', SHOWN_DISPUTES],
      ['collective', COLLECTIVE],
      ['owed', AMOUNTS],
    ].flatMap(([group, labels]) => [
      ...figureNames(group as string, labels as readonly string[]),
      ...figureNames(`${group as string}_answer`, labels as readonly string[], ANSWERED),
    ]),
  ],
  factsOf,
  sections: {
    answers: {
      about:
        'Unions that sent a worker away or intervened, once for each case. What follows tells what goes together, not why.',
      of: (counts) => counts.total('answers'),
    },
    byAnswer: {
      about:
        'Of these: those that sent the worker away with a reason that speaks of how hard the case is, for other reasons ' +
        'only, or intervened. A union may have done both.',
      of: (counts) => counts.shares('answer', ANSWERED, 'answers'),
    },
    byHardReason: {
      about:
        'Of these: those that gave each of the reasons that speak of how hard the case is. One may have given several.',
      of: (counts) => counts.shares('hard_reason', HARD_REASONS, 'answers'),
    },
    inDisputes: {
      about: 'Of these: those in cases of each kind of dispute. A case may be of several kinds.',
      of: (counts) => counts.shares('dispute', SHOWN_DISPUTES, 'answers'),
    },
    byDispute: {
      about: 'Of those in cases of a kind of dispute: how they answered.',
      of: (counts) => answersBy(counts, 'dispute', SHOWN_DISPUTES),
    },
    inCollective: {
      about: 'Of these: those in cases in which workers acted together, or did not.',
      of: (counts) => counts.parts('collective', COLLECTIVE, 'answers'),
    },
    byCollective: {
      about: 'Of those in cases in which workers acted together, or did not: how they answered.',
      of: (counts) => answersBy(counts, 'collective', COLLECTIVE),
    },
    inAmountOwed: {
      about: 'Of these: those in cases in which so much is owed, in yuan.',
      of: (counts) => counts.parts('owed', AMOUNTS, 'answers'),
    },
    byAmountOwed: {
      about: 'Of those in cases in which so much is owed, in yuan: how they answered.',
      of: (counts) => answersBy(counts, 'owed', AMOUNTS),
    },
  },
};

function answersBy(counts: Counts, group: string, labels: readonly string[]) {
  return byLabel(counts.labels(group, labels), (label) =>
    counts.shares(`${group}_answer.${label}`, ANSWERED, `${group}.${label}`),
  );
}

function factsOf(one: CaseInFrame): Fact[] {
  const { caseId, history } = one;
  const levelOf = levelsIn(one);
  const groups = groupsOf(history.opening.content as Opening);
  return [...appearancesOf(history)].flatMap(([unionId, appearance]) => {
    const { answers, reasons } = answersOf(appearance);
    if (answers.length === 0) return [];
    const figures = [
      'answers',
      ...answers.map((answer) => `answer.${answer}`),
      ...HARD_REASONS.filter((reason) => reasons.has(reason)).map((reason) => `hard_reason.${reason}`),
      ...groups.flatMap(([group, label]) => [
        `${group}.${label}`,
        ...answers.map((answer) => `${group}_answer.${label}.${answer}`),
      ]),
    ];
    const detail = { level: levelOf(unionId, appearance.first), answers, reasons: [...reasons] };
    return figures.map((figure): Fact => ({ figure, caseId, unionId, detail }));
  });
}

function answersOf({ steps }: Appearance) {
  const refusals = steps.filter(({ type }) => type === 'Deflected').map(({ content }) => content as Deflected);
  const reasons = new Set<DeflectionReason>(refusals.flatMap((refusal) => refusal.reasons));
  const isHard = HARD_REASONS.some((reason) => reasons.has(reason));
  const answers = [
    ...(refusals.length > 0 ? [isHard ? ANSWERED[0] : ANSWERED[1]] : []),
    ...(steps.some(isIntervention) ? [ANSWERED[2]] : []),
  ];
  return { answers, reasons };
}

function groupsOf({ disputes, collective, owed }: Opening): [group: string, label: string][] {
  const kinds = disputes.length > 0 ? disputes : [UNKNOWN];
  const together = collective === undefined ? UNKNOWN : collective ? 'yes' : 'no';
  return [
    ...kinds.map((dispute): [string, string] => ['dispute', dispute]),
    ['collective', together],
    ['owed', amountBandOf(owed)],
  ];
}

function amountBandOf(owed: Opening['owed']): AmountBand {
  if (!owed) return UNKNOWN;
  if (owed.currency !== DEFAULT_CURRENCY) return 'other_currency';
  const units = toUnits(owed.amount)!;
  const found = Object.entries(BELOW).find(([, amount]) => units < toUnits(amount)!);
  return (found?.[0] as AmountBand | undefined) ?? '1000000_or_more';
}
