const LEVELS = ['municipal', 'district'] as const;

/** Lines of an invented file: two unions and so many cases of `steps` steps each. */
export function* generatedLines(cases: number, steps = 4): Generator<object> {
  for (const level of LEVELS) yield { kind: 'union', key: level, level, en: `A ${level} union` };
  for (let number = 0; number < cases; number++) yield generatedCase(number, steps);
}

export function generatedCase(number: number, steps: number): object {
  const union = LEVELS[number % LEVELS.length];
  const day = (step: number) => `2021-${String(1 + (step % 12)).padStart(2, '0')}-15`;
  return {
    kind: 'case',
    key: `case-${number}`,
    title: `Couriers unpaid, depot ${number}`,
    opened: { by: 'posted_online', at: '2020-12' },
    region: '350100',
    sector: 'couriers',
    disputes: ['wage_arrears'],
    steps: Array.from({ length: steps }, (_, step) =>
      step % 2 === 0
        ? { key: `s${step}`, type: 'union_called', union, at: day(step), outcome: 'reached' }
        : { key: `s${step}`, type: 'deflected', union, at: day(step), reasons: ['not_member'], direction: 'to_court' },
    ),
  };
}

export function toJsonLines(items: Iterable<object>): string {
  return [...items].map((item) => `${JSON.stringify(item)}\n`).join('');
}
