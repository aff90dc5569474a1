import type { Money, Step, StepType } from '#cases';

/** Codes and figures of a step that tools may count by; nothing that can hold a worker's words. */
type Says = Readonly<Record<string, unknown>>;

const text = (name: string) => (says: Says) => says[name] as string | undefined;
const list = (name: string) => (says: Says) => (says[name] as readonly string[] | undefined)?.join(' ') || undefined;
const money = (name: string) => ({
  amount: (says: Says) => (says[name] as Money | undefined)?.amount,
  currency: (says: Says) => (says[name] as Money | undefined)?.currency,
});

const ATTRIBUTES: Readonly<Record<StepType, Readonly<Record<string, (says: Says) => string | undefined>>>> = {
  PostedOnline: { platform: text('platform') },
  CaseReceived: { channel: text('channel') },
  UnionCalled: { outcome: text('outcome'), caller: text('caller'), channel: text('channel'), aware: text('aware') },
  UnionResponded: {
    kind: text('kind'),
    promised_by: text('promisedBy'),
    promised_within: text('promisedWithin'),
  },
  Deflected: { reasons: list('reasons'), direction: text('direction') },
  Intervened: { kinds: list('kinds'), prompted: text('prompted') },
  AgencyContacted: { outcome: text('outcome') },
  ArbitrationFiled: money('amount'),
  ArbitrationRuled: { result: text('result'), ...money('awarded') },
  CourtFiled: money('amount'),
  CourtRuled: { result: text('result'), ...money('awarded') },
  Resolved: { outcome: text('outcome'), ...money('recovered') },
  Withdrawn: {},
  Closed: {},
  Reopened: {},
  Assigned: {},
  NoteAdded: {},
  EvidenceAttached: {},
  LinkedAsDuplicate: {},
};

/** The names of what steps of a type may say; each is a text. */
export function attributeNames(type: StepType): string[] {
  return Object.keys(ATTRIBUTES[type]);
}

/** What a step says, by those names. */
export function attributesOf({ type, content }: Step): [name: string, value: string][] {
  const found = Object.entries(ATTRIBUTES[type]).map(
    ([name, read]) => [name, read(content as unknown as Says)] as const,
  );
  return found.filter((one): one is [string, string] => one[1] !== undefined);
}
