import { CREDITED_BODIES, type Resolved } from '#cases';
import type { HistoryStep } from '../case-history.js';
import { isUndone } from '../undone.js';
import { isIntervention, unionOf } from '../union-steps.js';
import { byLabel } from './counts.js';
import type { CaseInFrame, Fact } from './fact.js';
import { figureNames, type Tabulation } from './tabulation.js';
import { levelsIn, SHOWN_LEVELS } from './union-levels.js';

/** Whom a resolution is credited to. */
const CREDITED = ['union_that_intervened', 'union_that_did_not', ...CREDITED_BODIES, 'nobody'] as const;
/** What a union has to do with a resolution. */
const ROLES = ['intervened_and_credited', 'credited_only', 'intervened_only'] as const;
type Role = (typeof ROLES)[number];

/**
 * Who gets the credit, and who acted. A resolution that a reopening undid is none; a union intervened if it may have done
 * so before the resolution.
 */
export const CREDITS: Tabulation = {
  name: 'credits',
  about: 'Who is credited with the resolutions, and who had intervened before them?',
  figures: [
    'resolutions',
    ...figureNames('credited', CREDITED),
    'intervened_uncredited',
    'unions',
    ...figureNames('role', ROLES),
    ...figureNames('level', SHOWN_LEVELS),
    ...figureNames('level_role', SHOWN_LEVELS, ROLES),
  ],
  factsOf,
  sections: {
    resolutions: {
      about: 'Resolutions that no reopening undid.',
      of: (counts) => counts.total('resolutions'),
    },
    credited: {
      about: 'Of the resolutions: those credited to each. One may be credited to several.',
      of: (counts) => counts.shares('credited', CREDITED, 'resolutions'),
    },
    intervenedUncredited: {
      about: 'Of the resolutions: those before which a union intervened that is not credited.',
      of: (counts) => counts.share('intervened_uncredited', 'resolutions'),
    },
    unions: {
      about: 'Unions that intervened before a resolution or are credited with it, once for each resolution.',
      of: (counts) => counts.total('unions'),
    },
    byRole: {
      about: 'Of these unions: what they have to do with the resolution.',
      of: (counts) => counts.parts('role', ROLES, 'unions'),
    },
    byLevel: {
      about: 'Of these unions: by level, as it was when they were called.',
      of: (counts) => counts.parts('level', SHOWN_LEVELS, 'unions'),
    },
    byLevelAndRole: {
      about: 'Of these unions of a level: what they have to do with the resolution.',
      of: (counts) =>
        byLabel(counts.labels('level', SHOWN_LEVELS), (level) =>
          counts.parts(`level_role.${level}`, ROLES, `level.${level}`),
        ),
    },
  },
};

function factsOf(one: CaseInFrame): Fact[] {
  const { caseId, history } = one;
  const levelOf = levelsIn(one);
  const resolutions = history.steps.filter((step) => step.type === 'Resolved' && !isUndone(history, step));
  return resolutions.flatMap((step) => {
    const { outcome, creditedTo = [] } = step.content as Resolved;
    const roles = rolesIn(one, step);
    const inAll = { caseId, stepId: step.stepId, detail: { outcome } };
    const ofUnions = [...roles].flatMap(([unionId, role]) => {
      const level = levelOf(unionId, step);
      const figures = ['unions', `role.${role}`, `level.${level}`, `level_role.${level}.${role}`];
      return figures.map((figure): Fact => ({ ...inAll, figure, unionId, detail: { outcome, level, role } }));
    });
    const bodies = creditedTo.map(({ body }) => body).filter((body) => body !== undefined);
    return [...figuresOf([...roles.values()], new Set(bodies)).map((figure) => ({ figure, ...inAll })), ...ofUnions];
  });
}

/** What each union has to do with a resolution. */
function rolesIn({ history }: CaseInFrame, resolution: HistoryStep): ReadonlyMap<string, Role> {
  const acts = history.steps.filter(
    (step) => isIntervention(step) && history.between(step.stepId, resolution.stepId).high >= 0,
  );
  const intervened = new Set(acts.map((step) => unionOf(step)!));
  const { creditedTo = [] } = resolution.content as Resolved;
  const credited = new Set(creditedTo.map(({ unionId }) => unionId).filter((id) => id !== undefined));
  return new Map([
    ...[...intervened].map((id) => [id, credited.has(id) ? 'intervened_and_credited' : 'intervened_only'] as const),
    ...[...credited].filter((id) => !intervened.has(id)).map((id) => [id, 'credited_only'] as const),
  ]);
}

function figuresOf(roles: readonly Role[], bodies: ReadonlySet<string>): string[] {
  const nobody = bodies.size === 0 && roles.every((role) => role === 'intervened_only');
  return [
    'resolutions',
    ...(roles.includes('intervened_and_credited') ? ['credited.union_that_intervened'] : []),
    ...(roles.includes('credited_only') ? ['credited.union_that_did_not'] : []),
    ...[...bodies].map((body) => `credited.${body}`),
    ...(nobody ? ['credited.nobody'] : []),
    ...(roles.includes('intervened_only') ? ['intervened_uncredited'] : []),
  ];
}
