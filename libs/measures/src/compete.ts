/** What may end a clock in another way, if a question wants it to: the worker goes to arbitration, or to a court. */
export const COMPETES = ['arbitration', 'court'] as const;
export type Compete = (typeof COMPETES)[number];
