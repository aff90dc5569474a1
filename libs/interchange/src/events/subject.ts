const KINDS = ['case', 'union', 'report'] as const;

/** What a stream is about. */
export interface Subject {
  readonly kind: (typeof KINDS)[number];
  readonly id: string;
}

export function subjectOf(stream: string): Subject {
  const kind = KINDS.find((one) => stream.startsWith(`${one}-`)) ?? 'case';
  return { kind, id: stream.slice(kind.length + 1) };
}

/** The inverse. */
export function streamOf({ kind, id }: Subject): string {
  return `${kind}-${id}`;
}

const ADDRESSES: Readonly<Record<Subject['kind'], string>> = {
  case: '/v1/cases',
  union: '/v1/unions',
  report: '/v1/reports/published',
};

/** Where the subject is found. */
export function addressOf({ kind, id }: Subject): string {
  return `${ADDRESSES[kind]}/${id}`;
}
