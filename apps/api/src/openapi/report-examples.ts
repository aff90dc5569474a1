/** What the reports count of the published study's cases, by figure; the others are 0. */
export const REFERRALS_COUNTED: Readonly<Record<string, number>> = {
  cases: 14,
  cases_referred: 9,
  referrals: 14,
  'to.union': 3,
  'to.agency': 2,
  'to.arbitration': 1,
  'to.lawyer': 1,
  'to.worker': 1,
  'to.nobody': 6,
  'from.provincial': 2,
  'between.provincial.district_union': 1,
  'between.provincial.nobody': 1,
  'from.municipal': 8,
  'between.municipal.district_union': 2,
  'between.municipal.agency': 2,
  'between.municipal.lawyer': 1,
  'between.municipal.worker': 1,
  'between.municipal.nobody': 2,
  'from.district': 3,
  'between.district.arbitration': 1,
  'between.district.nobody': 2,
  'from.subdistrict': 1,
  'between.subdistrict.nobody': 1,
  cases_asked: 11,
  'hops_until.acted': 3,
  'hops.acted.0': 2,
  'hops.acted.undecidable': 1,
  'hops_until.competing': 1,
  'hops.competing.1': 1,
  'hops_until.censored': 7,
  'hops.censored.1': 5,
  'hops.censored.2': 1,
  'hops.censored.3': 1,
  cases_called: 11,
  'responsibility.event': 3,
  'responsibility.competing': 1,
  'responsibility.censored': 7,
  'days.event.0_to_1': 2,
  'days.event.undecidable': 1,
  'days.competing.31_to_90': 1,
  'days.censored.91_or_more': 7,
};

const ENDS = { n: 11, events: 3, censored: 7, competing: 1, quarantined: 0 };
const NOT_REACHED = { low: null, high: null, ci: { low: 0, high: null } };
const NOW = { low: 0.182, high: 0.273, ci: { low: 0.029, high: 0.539 } };
const LATER = { low: 0.273, high: 0.273, ci: { low: 0.065, high: 0.539 } };

const shares = ([first, ...others]: readonly number[]) => [
  { horizon: first, ...NOW },
  ...others.map((horizon) => ({ horizon, ...LATER })),
];

/** Figures are rounded here. */
export const REFERRAL_LENGTHS = {
  hops: {
    ...{ unit: 'unions', ...ENDS },
    figures: {
      incidence: { acted: shares([0, 1, 2, 3]) },
      median: NOT_REACHED,
      restrictedMean: { horizon: 3, low: 2.18, high: 2.27, ci: { low: 1.39, high: 2.99 } },
    },
  },
  daysWithoutResponsibility: {
    ...{ unit: 'days', ...ENDS },
    figures: {
      incidence: { accepted: shares([1, 7, 30, 90]) },
      median: NOT_REACHED,
      restrictedMean: { horizon: 90, low: 65.5, high: 65.8, ci: { low: 41.8, high: 89.2 } },
    },
  },
};

export const PROMISES_COUNTED: Readonly<Record<string, number>> = {
  cases: 14,
  promises: 2,
  without_deadline: 1,
  with_deadline: 1,
  'standing.undecidable': 1,
  'level.district': 1,
  'by_level.district.undecidable': 1,
};

export const CLOCKS_COUNTED: Readonly<Record<string, number>> = {
  cases: 14,
  no_dispute: 2,
  disputes: 12,
  'arbitration.filed_in_time': 3,
  'arbitration.expired': 4,
  'arbitration.ended': 4,
  'arbitration.undecidable': 1,
  expired_agency_asked: 2,
  calls: 15,
  'contact.reached': 14,
  'contact.not_reached': 1,
  'call.reached.answered_in_time': 12,
  'call.reached.undecidable': 2,
  'call.not_reached.undecidable': 1,
  'decided.reached': 12,
  'in_time.reached': 12,
};
