/** What a stream is about. */
export interface Subject {
  readonly kind: 'case' | 'union';
  readonly id: string;
}

export function subjectOf(stream: string): Subject {
  const kind = stream.startsWith('union-') ? 'union' : 'case';
  return { kind, id: stream.slice(kind.length + 1) };
}
