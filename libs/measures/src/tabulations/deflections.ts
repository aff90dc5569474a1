import { DEFLECTION_REASONS, DIRECTIONS, PUBLISHED_REASON_OF, PUBLISHED_REASONS, type Deflected } from '#cases';
import { byLabel } from './counts.js';
import type { CaseInFrame, Fact } from './fact.js';
import { CASES, figureNames, type Tabulation } from './tabulation.js';
import { levelsIn, SHOWN_LEVELS, type ShownLevel } from './union-levels.js';

const NONE_GIVEN = 'none_given';
const REASONS = [...DEFLECTION_REASONS, NONE_GIVEN] as const;
const CATEGORIES = [...PUBLISHED_REASONS, NONE_GIVEN] as const;
const SHOWN_DIRECTIONS = [...DIRECTIONS, 'not_stated'] as const;
/** Whom the worker was sent to: a union, by its level, another body, or nobody in particular. */
const TARGETS = [...SHOWN_LEVELS, 'agency', 'nobody'] as const;
type Target = (typeof TARGETS)[number];

/** Why, and where to, unions sent workers away. A deflection is one step: a union may deflect a case several times. */
export const DEFLECTIONS: Tabulation = {
  name: 'deflections',
  about: 'For what reasons do unions send workers away, at which levels, and to whom?',
  figures: [
    'deflections',
    'cases_deflected',
    ...figureNames('reason', REASONS),
    ...figureNames('category', CATEGORIES),
    ...figureNames('level', SHOWN_LEVELS),
    ...figureNames('direction', SHOWN_DIRECTIONS),
    ...figureNames('level_reason', SHOWN_LEVELS, REASONS),
    ...figureNames('level_to', SHOWN_LEVELS, TARGETS),
  ],
  factsOf,
  sections: {
    deflections: {
      about:
        'Steps in which a union sent the worker away; what percentages below are of, unless another base is named.',
      of: (counts) => counts.total('deflections'),
    },
    casesDeflected: {
      about: 'Of all cases: those in which a union did so at least once.',
      of: (counts) => counts.share('cases_deflected', CASES),
    },
    byCategory: {
      about: 'Of the deflections: those with a reason of each published category. One may have several.',
      of: (counts) => counts.shares('category', CATEGORIES, 'deflections'),
    },
    byReason: {
      about: 'Of the deflections: those with each reason. One may have several.',
      of: (counts) => counts.shares('reason', REASONS, 'deflections'),
    },
    byLevel: {
      about: 'Of the deflections: by the level of the union, as it was when it was called.',
      of: (counts) => counts.parts('level', SHOWN_LEVELS, 'deflections'),
    },
    byDirection: {
      about: 'Of the deflections: where the worker was sent, as it was recorded.',
      of: (counts) => counts.parts('direction', SHOWN_DIRECTIONS, 'deflections'),
    },
    byLevelAndReason: {
      about: 'Of the deflections by unions of a level: those with each reason. One may have several.',
      of: (counts) =>
        byLabel(counts.labels('level', SHOWN_LEVELS), (level) =>
          counts.shares(`level_reason.${level}`, counts.labels('reason', REASONS), `level.${level}`),
        ),
    },
    byLevelAndTarget: {
      about: 'Of the deflections by unions of a level: whom the worker was sent to; unions by their level.',
      of: (counts) =>
        byLabel(counts.labels('level', SHOWN_LEVELS), (level) =>
          counts.parts(`level_to.${level}`, TARGETS, `level.${level}`),
        ),
    },
  },
};

function factsOf(one: CaseInFrame): Fact[] {
  const { caseId, history } = one;
  const levelOf = levelsIn(one);
  const facts = history.steps
    .filter(({ type }) => type === 'Deflected')
    .flatMap((step) => {
      const content = step.content as Deflected;
      const { unionId, direction = null, deflectedTo } = content;
      const level = levelOf(unionId, step);
      const target = deflectedTo?.unionId === undefined ? bodyOf(content) : levelOf(deflectedTo.unionId, step);
      const detail = { level, reasons: content.reasons, direction, to: target };
      const fact = (figure: string): Fact => ({ figure, caseId, unionId, stepId: step.stepId, detail });
      return figuresOf(content, level, target).map(fact);
    });
  return facts.length > 0 ? [{ figure: 'cases_deflected', caseId }, ...facts] : [];
}

function bodyOf({ deflectedTo }: Deflected): Target {
  return deflectedTo?.agency === undefined ? 'nobody' : 'agency';
}

function figuresOf({ reasons: given, direction }: Deflected, level: ShownLevel, target: Target): string[] {
  const reasons = given.length > 0 ? given : [NONE_GIVEN];
  const categories = given.length > 0 ? new Set(given.map((reason) => PUBLISHED_REASON_OF[reason])) : [NONE_GIVEN];
  return [
    'deflections',
    ...reasons.map((reason) => `reason.${reason}`),
    ...[...categories].map((category) => `category.${category}`),
    `level.${level}`,
    `direction.${direction ?? 'not_stated'}`,
    ...reasons.map((reason) => `level_reason.${level}.${reason}`),
    `level_to.${level}.${target}`,
  ];
}
