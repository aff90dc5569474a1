import { WORKING_CALENDAR } from '#time';
import {
  arbitrationLimitOf,
  CALL_STANDINGS,
  handledCallsOf,
  LIMIT_STANDINGS,
  type ArbitrationLimit,
  type HandledCall,
} from '../deadlines/index.js';
import { byLabel } from './counts.js';
import { deadlineDetail } from './deadline-detail.js';
import type { CaseInFrame, Fact } from './fact.js';
import { CASES, figureNames, type Tabulation } from './tabulation.js';
import { levelsIn, type ShownLevel } from './union-levels.js';

const LIMITS = LIMIT_STANDINGS.filter((standing) => standing !== 'no_dispute');
const CONTACTS = ['reached', 'not_reached'] as const;
type Contact = (typeof CONTACTS)[number];
/** What the dates tell to be in time, or not. */
const DECIDED: readonly string[] = ['answered_in_time', 'answered_late', 'unanswered'];

/** The times that the law and the unions' own rule set: what ran out, what is about to, with the arithmetic. */
export const STATUTORY_CLOCKS: Tabulation = {
  name: 'statutory-clocks',
  about:
    'Which disputes were, or can still be, brought to arbitration within the year, and which calls were handled within one working day?',
  figures: [
    'no_dispute',
    'disputes',
    ...figureNames('arbitration', LIMITS),
    'expired_agency_asked',
    'calls',
    ...figureNames('contact', CONTACTS),
    ...figureNames('call', CONTACTS, CALL_STANDINGS),
    ...figureNames('decided', CONTACTS),
    ...figureNames('in_time', CONTACTS),
  ],
  factsOf(one) {
    const levelOf = levelsIn(one);
    const limit = arbitrationLimitOf(one.history, one.asOf);
    const calls = handledCallsOf(one.history, one.asOf);
    return [
      ...(limit ? factsOfLimit(one, limit) : []),
      ...calls.flatMap((call) => factsOfCall(one, call, levelOf(call.unionId, { interval: call.called }))),
    ];
  },
  sections: {
    noDispute: {
      about: 'Of all cases: those of which no labour dispute is recorded. They are not counted with arbitration.',
      of: (counts) => counts.share('no_dispute', CASES),
    },
    disputes: {
      about: 'Of all cases: the others.',
      of: (counts) => counts.share('disputes', CASES),
    },
    arbitration: {
      about:
        'Of the cases with a dispute: whether arbitration was filed for within one year (Labour Dispute Mediation and ' +
        'Arbitration Law, art. 27). The year is counted from the opening of the case, when the worker knew at the latest; ' +
        'it may have begun and ended before. A last day that is no working day gives way to the next one (Civil Code, ' +
        'art. 203; `unknown_calendar` where the days off of that year are not known and would decide). `expiring` may end ' +
        'within 30 days. `ended`: the case ended before in another way. Not counted: what begins the year anew or halts ' +
        'it (para. 2 and 3), and that wages do not run out during the employment (para. 4).',
      of: (counts) => counts.parts('arbitration', LIMITS, 'disputes'),
    },
    expiredAgencyAsked: {
      about:
        'Of the expired: those in which an agency was asked for help within the year, which may have begun it anew.',
      of: (counts) => counts.share('expired_agency_asked', 'arbitration.expired'),
    },
    calls: {
      about: 'Unions that were called, once for each case.',
      of: (counts) => counts.total('calls'),
    },
    contacts: {
      about: 'Of these: whether the first attempt reached somebody who listened.',
      of: (counts) => counts.parts('contact', CONTACTS, 'calls'),
    },
    handledReached: {
      about:
        'Of those that were reached: whether a reply of any kind came by the end of the next working day after the first ' +
        `attempt (the rule of 2015). Working days: ${WORKING_CALENDAR.version}; calls in other years are ` +
        '`unknown_calendar`. `ended`: the case ended before in another way. Undecidable: dates leave it open.',
      of: (counts) => counts.parts('call.reached', CALL_STANDINGS, 'contact.reached'),
    },
    handledNotReached: {
      about: 'The same of the others, which may not have known of the call.',
      of: (counts) => counts.parts('call.not_reached', CALL_STANDINGS, 'contact.not_reached'),
    },
    decided: {
      about: 'Of each of both: those that were answered in time, answered late, or not answered in time.',
      of: (counts) => byLabel(CONTACTS, (contact) => counts.share(`decided.${contact}`, `contact.${contact}`)),
    },
    handledInTime: {
      about: 'Answered in time, of those.',
      of: (counts) => byLabel(CONTACTS, (contact) => counts.share(`in_time.${contact}`, `decided.${contact}`)),
    },
  },
};

function factsOfLimit({ caseId, history }: CaseInFrame, limit: ArbitrationLimit): Fact[] {
  const { standing, deadline, agenciesAsked, text } = limit;
  const { stepId } = history.opening;
  const detail = { standing, ...deadlineDetail(deadline), agenciesAsked, arithmetic: text };
  const expired = standing === 'expired' && agenciesAsked.length > 0 ? ['expired_agency_asked'] : [];
  const figures = standing === 'no_dispute' ? [standing] : ['disputes', `arbitration.${standing}`, ...expired];
  return figures.map((figure) => ({ figure, caseId, stepId, detail }));
}

function factsOfCall({ caseId }: CaseInFrame, call: HandledCall, level: ShownLevel): Fact[] {
  const { unionId, reached, standing, deadline, text } = call;
  const contact: Contact = reached ? 'reached' : 'not_reached';
  const detail = { contact, level, standing, ...deadlineDetail(deadline), arithmetic: text };
  return [
    'calls',
    `contact.${contact}`,
    `call.${contact}.${standing}`,
    ...(DECIDED.includes(standing) ? [`decided.${contact}`] : []),
    ...(standing === 'answered_in_time' ? [`in_time.${contact}`] : []),
  ].map((figure) => ({ figure, caseId, unionId, detail }));
}
