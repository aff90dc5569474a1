import { RESOLUTIONS, type Resolved } from '#cases';
import { toDays, type Bounds } from '#time';
import type { CaseHistory, HistoryStep } from '../case-history.js';
import { firstOf } from '../since-first.js';
import { isUndone } from '../undone.js';
import { isIntervention } from '../union-steps.js';
import { byLabel } from './counts.js';
import type { CaseInFrame, Fact } from './fact.js';
import { CASES, figureNames, type Tabulation } from './tabulation.js';

/** Whole days up to which a band reaches; what is longer is in the last one. */
const UP_TO = { '0_to_1': 1, '2_to_7': 7, '8_to_30': 30, '31_to_90': 90, over_90: Infinity } as const;
type Band = keyof typeof UP_TO;
const DELAYS = [...(Object.keys(UP_TO) as Band[]), 'straddling', 'none'] as const;
type Delay = (typeof DELAYS)[number];

const OUTCOMES = [...RESOLUTIONS, 'withdrawn', 'open'] as const;
type Outcome = (typeof OUTCOMES)[number];

/**
 * How long it took from the opening of a case until a union first intervened, against how the case ended. It tells what
 * goes together, not what causes what: a case may also have ended before anybody could intervene.
 */
export const DELAYS_AND_OUTCOMES: Tabulation = {
  name: 'delays-and-outcomes',
  about: 'How do cases end that a union intervened in soon, late, or not at all?',
  figures: [
    ...figureNames('delay', DELAYS),
    ...figureNames('outcome', OUTCOMES),
    ...figureNames('delay_outcome', DELAYS, OUTCOMES),
  ],
  factsOf,
  sections: {
    byDelay: {
      about:
        'Of all cases: calendar days from the opening until the first intervention. Straddling: the dates allow ' +
        'more than one band. None: nobody has intervened so far.',
      of: (counts) => counts.parts('delay', DELAYS, CASES),
    },
    byOutcome: {
      about: 'Of all cases: the last resolution that no reopening undid; withdrawn; or open, if neither came.',
      of: (counts) => counts.parts('outcome', OUTCOMES, CASES),
    },
    byDelayAndOutcome: {
      about: 'Of the cases with each delay: how they ended. What goes together need not cause each other.',
      of: (counts) =>
        byLabel(counts.labels('delay', DELAYS), (delay) =>
          counts.parts(`delay_outcome.${delay}`, OUTCOMES, `delay.${delay}`),
        ),
    },
  },
};

function factsOf({ caseId, history }: CaseInFrame): Fact[] {
  const days = daysUntilIntervention(history);
  const delay = delayOf(days);
  const outcome = outcomeOf(history);
  const detail = { days_low: days?.low ?? null, days_high: days?.high ?? null, outcome };
  return [`delay.${delay}`, `outcome.${outcome}`, `delay_outcome.${delay}.${outcome}`].map((figure) => ({
    figure,
    caseId,
    detail,
  }));
}

/** The first of several interventions came no later than each of them. */
function daysUntilIntervention(history: CaseInFrame['history']): Bounds | null {
  const acts = history.steps.filter(isIntervention);
  if (acts.length === 0) return null;
  const bounds = acts.map((act) => history.between(history.opening.stepId, act.stepId));
  const between = {
    low: Math.max(0, Math.min(...bounds.map(({ low }) => low))),
    high: Math.max(0, Math.min(...bounds.map(({ high }) => high))),
  };
  return toDays(history.opening.interval, firstOf(acts), between, history.timeZone);
}

function delayOf(days: Bounds | null): Delay {
  if (days === null) return 'none';
  const band = bandOf(days.low);
  return band === bandOf(days.high) ? band : 'straddling';
}

function bandOf(days: number): Band {
  return (Object.keys(UP_TO) as Band[]).find((band) => days <= UP_TO[band])!;
}

function outcomeOf(history: CaseHistory): Outcome {
  const endings = history.steps.filter((step) => isEnding(step) && !isUndone(history, step));
  if (endings.some(({ type }) => type === 'Withdrawn')) return 'withdrawn';
  const resolution = endings.at(-1)?.content as Resolved | undefined;
  return resolution?.outcome ?? 'open';
}

function isEnding({ type }: HistoryStep): boolean {
  return type === 'Resolved' || type === 'Withdrawn';
}
