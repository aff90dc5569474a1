import { PROMPTS, type Intervened } from '#cases';
import { isIntervention } from '../union-steps.js';
import { byLabel, type Counts } from './counts.js';
import type { CaseInFrame, Fact } from './fact.js';
import { figureNames, type Tabulation } from './tabulation.js';
import { levelsIn, SHOWN_LEVELS } from './union-levels.js';

/** A call to the union, or to another one, moved it to act; or nothing that is known did. */
const WAYS = ['prompted', 'unprompted'] as const;

/** What moved unions to act. The first intervention of a case is the first in its timeline, whatever the union. */
export const PROMPTING: Tabulation = {
  name: 'prompting',
  about: 'Do unions intervene by themselves, or only when they are called?',
  figures: [
    ...['interventions', 'first_interventions'].flatMap((group) => [
      group,
      ...figureNames(`${group}.way`, WAYS),
      ...figureNames(`${group}.prompt`, PROMPTS),
      ...figureNames(`${group}.level`, SHOWN_LEVELS),
      ...figureNames(`${group}.level_prompt`, SHOWN_LEVELS, PROMPTS),
    ]),
  ],
  factsOf,
  sections: {
    interventions: {
      about: 'Steps in which a union acted.',
      of: (counts) => counts.total('interventions'),
    },
    byWay: {
      about: 'Of the interventions: whether a call prompted them.',
      of: (counts) => counts.parts('interventions.way', WAYS, 'interventions'),
    },
    byPrompt: {
      about: 'Of the interventions: what prompted them; an escalation is a call to another union.',
      of: (counts) => counts.parts('interventions.prompt', PROMPTS, 'interventions'),
    },
    byLevel: {
      about: 'Of the interventions: by the level of the union, as it was when it was called.',
      of: (counts) => counts.parts('interventions.level', SHOWN_LEVELS, 'interventions'),
    },
    byLevelAndPrompt: {
      about: 'Of the interventions by unions of a level: what prompted them.',
      of: (counts) => byLevelAndPrompt(counts, 'interventions'),
    },
    firstInterventions: {
      about: 'Interventions that were the first in their case.',
      of: (counts) => counts.share('first_interventions', 'interventions'),
    },
    firstByWay: {
      about: 'Of the first interventions: whether a call prompted them.',
      of: (counts) => counts.parts('first_interventions.way', WAYS, 'first_interventions'),
    },
    firstByPrompt: {
      about: 'Of the first interventions: what prompted them.',
      of: (counts) => counts.parts('first_interventions.prompt', PROMPTS, 'first_interventions'),
    },
    firstByLevel: {
      about: 'Of the first interventions: by the level of the union.',
      of: (counts) => counts.parts('first_interventions.level', SHOWN_LEVELS, 'first_interventions'),
    },
    firstByLevelAndPrompt: {
      about: 'Of the first interventions by unions of a level: what prompted them.',
      of: (counts) => byLevelAndPrompt(counts, 'first_interventions'),
    },
  },
};

function byLevelAndPrompt(counts: Counts, group: string) {
  return byLabel(counts.labels(`${group}.level`, SHOWN_LEVELS), (level) =>
    counts.parts(`${group}.level_prompt.${level}`, PROMPTS, `${group}.level.${level}`),
  );
}

function factsOf(one: CaseInFrame): Fact[] {
  const { caseId, history } = one;
  const levelOf = levelsIn(one);
  return history.steps.filter(isIntervention).flatMap((step, index) => {
    const { unionId, prompted, kinds } = step.content as Intervened;
    const level = levelOf(unionId, step);
    const groups = index === 0 ? ['interventions', 'first_interventions'] : ['interventions'];
    const figures = groups.flatMap((group) => [
      group,
      `${group}.way.${prompted === 'unprompted' ? 'unprompted' : 'prompted'}`,
      `${group}.prompt.${prompted}`,
      `${group}.level.${level}`,
      `${group}.level_prompt.${level}.${prompted}`,
    ]);
    const detail = { level, prompted, kinds };
    return figures.map((figure): Fact => ({ figure, caseId, unionId, stepId: step.stepId, detail }));
  });
}
