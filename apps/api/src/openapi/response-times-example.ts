type Span = readonly [low: number | null, high: number | null];

const figure = ([low, high]: Span, [ciLow, ciHigh]: Span) => ({ low, high, ci: { low: ciLow, high: ciHigh } });

const HORIZONS = [1, 7, 30, 90] as const;
const NONE: readonly [Span, Span] = [
  [0, 0],
  [null, null],
];

/** What incidence is at each horizon: the figure at the first, and at all later ones. */
const incidence = (first: readonly [Span, Span], later = first) =>
  HORIZONS.map((horizon, index) => ({ horizon, ...figure(...(index === 0 ? first : later)) }));

const FIGURES_OF_MUNICIPAL = {
  incidence: {
    helped: incidence([
      [0.125, 0.125],
      [0.006593325017326473, 0.42270583252396876],
    ]),
    informed: incidence(NONE),
    deflected: incidence([
      [0.625, 0.75],
      [0.22933332242913165, 0.9308983170906275],
    ]),
  },
  median: figure([0, 1], [0, null]),
  restrictedMean: { horizon: 90, ...figure([11.25, 23.25], [0, 49.955071199726405]) },
};

const FIGURES_OF_ALL = {
  incidence: {
    helped: incidence(
      [
        [0.06666666666666667, 0.13333333333333333],
        [0.004300363449375632, 0.3457322109524665],
      ],
      [
        [0.13333333333333333, 0.13333333333333333],
        [0.02187320945194147, 0.3457322109524665],
      ],
    ),
    informed: incidence(NONE),
    deflected: incidence([
      [0.7333333333333333, 0.8],
      [0.43620820235527236, 0.9307172940541175],
    ]),
  },
  median: figure([0, 1], [0, 1]),
  restrictedMean: { horizon: 90, ...figure([6, 12.933333333333332], [0, 28.231063006283662]) },
};

/** The report on the study's cases, as it is answered to whoever asks for nothing in particular. */
export function responseTimesExample(asOf: string, position: string) {
  const group = (
    level: string | null,
    [helped, deflected, resolved, notStarted]: readonly number[],
    figures: object | null,
  ) => {
    const n = helped! + deflected! + resolved!;
    const frame = new URLSearchParams({ asOf, knownAt: asOf, position }).toString();
    return {
      key: level === null ? {} : { level },
      engagements: n + notStarted!,
      notStarted,
      n,
      classes: { helped, informed: 0, deflected },
      censored: 0,
      silent: 0,
      competing: resolved! > 0 ? { resolved } : {},
      quarantined: {},
      figures,
      rank: null,
      drillDown: `/v1/engagements?measure=first_reply${level === null ? '' : `&level=${level}`}&${frame}`,
    };
  };
  return {
    measure: 'first_reply',
    groupBy: ['level'],
    filter: {},
    unit: 'engagement',
    period: null,
    entry: 'started',
    per: 'year',
    days: 'calendar',
    classes: ['helped', 'informed', 'deflected'],
    compete: [],
    horizons: HORIZONS,
    ciType: 'log-log',
    confidence: 0.95,
    medianRule: 'midpoint',
    frame: { asOf, knownAt: asOf, position, timeZone: 'Asia/Shanghai', rules: 1, measures: 2 },
    calendar: null,
    groups: [
      group('provincial', [0, 2, 0, 0], null),
      group('municipal', [1, 6, 1, 1], FIGURES_OF_MUNICIPAL),
      group('district', [1, 3, 0, 1], null),
      group('subdistrict', [0, 1, 0, 0], null),
    ],
    total: group(null, [2, 12, 1, 2], FIGURES_OF_ALL),
    duplicates: 0,
    comparison: null,
  };
}
