import { accountabilityOf, ANSWERS } from '../accountability.js';
import { byLabel } from './counts.js';
import { CASES, figureNames, type Tabulation } from './tabulation.js';

/** The study's table. */
export const ACCOUNTABILITY: Tabulation = {
  name: 'accountability',
  about: 'Did unions know of the cases, did they act, and did they act only once called?',
  figures: [
    'no_union_called',
    ...figureNames('aware', ANSWERS),
    ...figureNames('involved', ANSWERS),
    ...figureNames('cross', ANSWERS, ANSWERS),
    'involved_after_call',
  ],
  factsOf({ caseId, history }) {
    const { aware, involved, involvedAfterCall, unionsCalled } = accountabilityOf(history);
    return [
      ...(unionsCalled ? [] : ['no_union_called']),
      `aware.${aware}`,
      `involved.${involved}`,
      `cross.${aware}.${involved}`,
      ...(involvedAfterCall ? ['involved_after_call'] : []),
    ].map((figure) => ({ figure, caseId }));
  },
  sections: {
    noUnionCalled: {
      about: 'Cases in which no union was called; they are among the unknown unless a union acted by itself.',
      of: (counts) => counts.share('no_union_called', CASES),
    },
    aware: {
      about: 'Did a union know of the case before it was called? Of all cases.',
      of: (counts) => counts.parts('aware', ANSWERS, CASES),
    },
    involved: {
      about: 'Did a union act? Of all cases.',
      of: (counts) => counts.parts('involved', ANSWERS, CASES),
    },
    cross: {
      about: 'Of the cases that a union knew of, that none did, and of the others: did one act?',
      of: (counts) => byLabel(ANSWERS, (aware) => counts.parts(`cross.${aware}`, ANSWERS, `aware.${aware}`)),
    },
    unawareThenInvolved: {
      about: 'Of the cases no union knew of: those in which one then acted.',
      of: (counts) => counts.share('cross.no.yes', 'aware.no'),
    },
    awareAndInvolved: {
      about: 'Of the cases a union knew of: those in which one acted.',
      of: (counts) => counts.share('cross.yes.yes', 'aware.yes'),
    },
    involvedAfterCall: {
      about: 'Of the cases in which a union acted: those in which none did before it was called.',
      of: (counts) => counts.share('involved_after_call', 'involved.yes'),
    },
  },
};
