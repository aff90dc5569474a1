/** The reports that can be published, by the names that addresses give them. */
export const REPORTS = ['response-times'] as const;
export type ReportName = (typeof REPORTS)[number];
