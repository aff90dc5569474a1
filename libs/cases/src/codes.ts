/** The vocabularies of a case. Lists are open: an unknown code is refused with the list, and the list grows by release. */

export const CALLERS = ['organisation', 'worker', 'family'] as const;
export type Caller = (typeof CALLERS)[number];

/** By what means a union was asked. */
export const CALL_CHANNELS = ['phone', 'visit', 'letter', 'email', 'online'] as const;
export type CallChannel = (typeof CALL_CHANNELS)[number];

export const CALL_OUTCOMES = ['reached', 'no_answer', 'hung_up', 'transferred'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** Whether the union showed that it knew of the case before it was asked. */
export const AWARENESS = ['yes', 'no', 'unknown'] as const;
export type Awareness = (typeof AWARENESS)[number];

/** How a case reached the organisation. */
export const INTAKE_CHANNELS = ['hotline', 'visit', 'referral', 'document'] as const;
export type IntakeChannel = (typeof INTAKE_CHANNELS)[number];

export const RESPONSE_KINDS = ['information', 'commitment', 'meeting'] as const;
export type ResponseKind = (typeof RESPONSE_KINDS)[number];

/** The five categories that the published report counts deflections in. */
export const PUBLISHED_REASONS = [
  'not_member',
  'jurisdiction',
  'no_authority',
  'out_of_scope',
  'other_level_or_department',
] as const;
export type PublishedReason = (typeof PUBLISHED_REASONS)[number];

/**
 * The published category of every reason: the five are their own, the finer ones are placed by us. A place or a company
 * beyond its area is `jurisdiction`; not being able or allowed to act is `no_authority`; a kind of case or person that it
 * does not take is `out_of_scope`; "ask another union or department" is `other_level_or_department`.
 */
export const PUBLISHED_REASON_OF = {
  not_member: 'not_member',
  jurisdiction: 'jurisdiction',
  no_authority: 'no_authority',
  out_of_scope: 'out_of_scope',
  other_level_or_department: 'other_level_or_department',
  in_arbitration: 'out_of_scope',
  low_odds: 'out_of_scope',
  no_labour_relationship: 'out_of_scope',
  no_injury_assessment: 'out_of_scope',
  time_barred: 'out_of_scope',
  must_verify_first: 'no_authority',
  worker_should_contact: 'out_of_scope',
  no_individual_complaints: 'other_level_or_department',
  no_petitions: 'out_of_scope',
  company_too_large: 'jurisdiction',
  not_our_occupation: 'out_of_scope',
  no_expertise: 'no_authority',
} as const satisfies Record<string, PublishedReason>;

export type DeflectionReason = keyof typeof PUBLISHED_REASON_OF;
export const DEFLECTION_REASONS = Object.keys(PUBLISHED_REASON_OF) as readonly DeflectionReason[];

export const DIRECTIONS = [
  'up',
  'down',
  'sideways',
  'to_administration',
  'to_arbitration',
  'to_court',
  'to_lawyer',
  'to_worker',
] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const INTERVENTIONS = [
  'contacted_worker',
  'contacted_lower_union',
  'coordinated_levels',
  'contacted_employer',
  'negotiated',
  'mediated',
  'legal_aid',
  'accompanied_arbitration',
] as const;
export type Intervention = (typeof INTERVENTIONS)[number];

/** What moved a union to intervene: a call to it, a call to another union, or nothing that is known. */
export const PROMPTS = ['by_call', 'by_escalation', 'unprompted'] as const;
export type Prompt = (typeof PROMPTS)[number];

/** Bodies that are no union. */
export const AGENCIES = [
  'labour_bureau',
  'labour_inspectorate',
  'labour_department',
  'labour_dispute_arbitration_committee',
  'work_injury_certification',
  'social_insurance_agency',
  'police',
  'procuratorate',
  'court',
  'judicial_bureau',
  'petition_office',
  'mayors_hotline',
  'housing_bureau',
  'transport_bureau',
  'lawyer',
  'media',
  'other',
] as const;
export type Agency = (typeof AGENCIES)[number];

export const AGENCY_OUTCOMES = ['helped', 'referred', 'refused', 'no_answer', 'pending'] as const;
export type AgencyOutcome = (typeof AGENCY_OUTCOMES)[number];

/** How a claim ended before an arbitration committee or a court. */
export const RULINGS = ['won', 'lost', 'partly_won', 'settled', 'withdrawn', 'convicted', 'acquitted'] as const;
export type Ruling = (typeof RULINGS)[number];

export const RESOLUTIONS = [
  'paid_in_full',
  'paid_in_part',
  'promised',
  'policy_changed',
  'claim_refused',
  'none',
  'unknown',
] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** Who but a union may be credited with a resolution. */
export const CREDITED_BODIES = ['agency', 'court', 'worker', 'organisation'] as const;
export type CreditedBody = (typeof CREDITED_BODIES)[number];

export const DISPUTES = [
  'wage_arrears',
  'work_injury',
  'death',
  'overtime',
  'probation',
  'termination',
  'discrimination',
  'labour_relationship',
  'social_insurance',
  'illegal_subcontracting',
  'retaliation',
  'occupational_illness',
] as const;
export type Dispute = (typeof DISPUTES)[number];

/** The part that a company or person plays in the worker's employment. */
export const EMPLOYER_ROLES = [
  'employer',
  'platform',
  'franchisor',
  'franchisee',
  'general_contractor',
  'subcontractor',
  'labour_dispatch',
  'delivery_site',
  'payer',
  'client',
  'other',
] as const;
export type EmployerRole = (typeof EMPLOYER_ROLES)[number];
