import { RESOLUTIONS } from '#cases';
import type { Figures } from '#measures';
import type { ListedGroup, ResponseTimesReport } from '#read-models';
import { diffTotals, differenceLine } from './diff-text.js';
import { projectionsTable } from './projections-table.js';
import { responseTimesText } from './response-times-text.js';

/** The cells of each line of a table. */
const cells = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('│'))
    .map((line) =>
      line
        .split('│')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

const group = (key: ListedGroup['key'], counts: Partial<ListedGroup> = {}): ListedGroup => ({
  key,
  engagements: 4,
  notStarted: 1,
  n: 3,
  classes: { helped: 0, informed: 0, deflected: 1 },
  censored: 1,
  silent: 1,
  competing: { resolved: 1 },
  quarantined: {},
  figures: null,
  rank: null,
  drillDown: '/v1/engagements',
  ...counts,
});

const report = (more: Partial<ResponseTimesReport> = {}): ResponseTimesReport => ({
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
  horizons: [1, 7, 30, 90],
  ciType: 'log-log',
  confidence: 0.95,
  medianRule: 'midpoint',
  frame: {
    asOf: '2022-01-01T00:00:00.000Z',
    knownAt: '2022-01-01T00:00:00.000Z',
    position: '0000000000000000009',
    timeZone: 'Asia/Shanghai',
    rules: 1,
    measures: 2,
  },
  calendar: null,
  groups: [group({ level: 'municipal' })],
  total: group({}),
  duplicates: 2,
  comparison: null,
  ...more,
});

describe('the text of response times', () => {
  const counts = (text: string) => cells(text.split('\n\n')[0]!);
  const estimates = (text: string) => cells(text.split('\n\n')[1]!);

  it('has a row for each group, and the total last', () => {
    const text = responseTimesText(report(), new Map());
    expect(counts(text)).toEqual([
      ['level', 'called', 'helped', 'informed', 'deflected', 'silent', 'competing', 'not called'],
      ['municipal', '3', '0', '0', '1', '1', '1', '1'],
      ['total', '3', '0', '0', '1', '1', '1', '1'],
    ]);
    expect(text).toMatch(/\ncompeting: resolved 1\nleft out, in duplicates of other cases: 2\n/);
    expect(text).toContain('log position 0000000000000000009');
  });

  it('has zero where a group has none of a class that others have', () => {
    const total = group({}, { classes: { paid_in_full: 1 } });
    const groups = [group({ sector: 'mining' }, { classes: {} })];
    const text = responseTimesText(
      report({ measure: 'resolution', groupBy: ['sector'], groups, total, classes: ['paid_in_full'] }),
      new Map(),
    );
    expect(counts(text)[0]).toContain('paid in full');
    expect(counts(text)[1]).toEqual(['mining', '3', '0', '1', '1', '1']);
  });

  it('sorts by name what it shows by name', () => {
    const names = new Map([
      ['id-1', 'Renqiu'],
      ['id-2', 'Cangzhou'],
    ]);
    const groups = [group({ union: 'id-1' }), group({ union: 'id-2' })];
    const text = responseTimesText(report({ groupBy: ['union'], groups }), names);
    expect(counts(text).map(([name]) => name)).toEqual(['union', 'Cangzhou', 'Renqiu', 'total']);
  });

  it('draws what had come within a month, and says where too few were called to estimate it', () => {
    const at = (low: number, high: number) => ({ horizon: 30, low, high, ci: { low: low / 2, high: 0.9 } });
    const figures: Figures = {
      incidence: { helped: [at(0.25, 0.25)], informed: [at(0, 0)], deflected: [at(0.5, 0.6)] },
      median: { low: 4.5, high: null, ci: { low: 2, high: null } },
      restrictedMean: { horizon: 30, low: 10, high: 12, ci: { low: 5, high: 15 } },
    };
    const groups = [
      group({ level: 'municipal' }, { figures, rank: { best: 1, worst: 2 } }),
      group({ level: 'district' }),
    ];
    const [head, municipal, district] = estimates(responseTimesText(report({ groups, horizons: [30] }), new Map()));
    expect(head).toEqual([
      'level',
      'helped in 30 d, %',
      'informed in 30 d, %',
      'deflected in 30 d, %',
      'in 30 days',
      'median days',
      'rank',
    ]);
    expect(municipal).toEqual([
      'municipal',
      '25 (13 to 90)',
      '0 (0 to 90)',
      '50 to 60 (25 to 90)',
      '█████▒▒▒▒▒▒▒▒▒▒·····',
      '4.5 to not reached (2 to not reached)',
      '1 to 2',
    ]);
    expect(district).toEqual(['district', '', '', '', '(3: too few)', '', '']);
  });

  it('has the limit of a median that is not reached', () => {
    const none = { low: null, high: null };
    const figures = (low: number | null): Figures => ({
      incidence: { helped: [{ horizon: 30, ...none, ci: none }] },
      median: { ...none, ci: { low, high: null } },
      restrictedMean: { horizon: 30, low: 10, high: 12, ci: none },
    });
    const groups = [12, null].map((low) => group({ level: 'district' }, { figures: figures(low) }));
    const rows = estimates(responseTimesText(report({ groups, classes: ['helped'], horizons: [30] }), new Map()));
    expect(rows.map((row) => row[3])).toEqual(['median days', 'not reached (12 to not reached)', 'not reached', '']);
  });

  it('draws each outcome of a resolution with a sign of its own', () => {
    const classes = [...RESOLUTIONS];
    const legend = responseTimesText(report({ measure: 'resolution', classes }), new Map())
      .split('\n')
      .find((line) => line.includes('none of these by then'))!;
    const signs = classes.map(
      (name) => / *(\S) $/.exec(legend.slice(0, legend.indexOf(name.replaceAll('_', ' '))))![1],
    );
    expect(new Set([...signs, '·']).size).toBe(classes.length + 1);
  });

  it('tells the test that was asked for', () => {
    const groups = [{ level: 'municipal' }, { level: 'district' }];
    const tested = (chiSquare: number, pValue: number) =>
      ({ outcome: 'tested', chiSquare, degreesOfFreedom: 1, pValue, groups: [] }) as const;
    const logRank = {
      groups,
      test: 'log_rank',
      shortest: tested(3.3964, 0.06534),
      longest: tested(20, 0.0000077),
    } as const;
    expect(responseTimesText(report({ comparison: logRank }), new Map())).toContain(
      'Log-rank test of whether groups with figures (2) differ, with every shortest and every longest time:\n' +
        '  helped, informed, deflected: chi-square 3.40 on 1 d.f., p = 0.0653; chi-square 20.00 on 1 d.f., p < 0.0001\n',
    );
    const untested = { outcome: 'no_events' } as const;
    const gray = {
      groups,
      test: 'gray',
      classes: { helped: { shortest: untested, longest: tested(1, 0.5) } },
    } as const;
    expect(responseTimesText(report({ comparison: gray }), new Map())).toContain(
      '  helped: not tested, as nothing happened; chi-square 1.00 on 1 d.f., p = 0.5000\n',
    );
    const tooFew = { groups: [], test: 'gray', outcome: 'too_few_groups' } as const;
    expect(responseTimesText(report({ comparison: tooFew }), new Map())).toContain(
      'fewer than two groups have figures.',
    );
  });
});

describe('the difference between two versions', () => {
  it('is a line for each row, and the counts of each table', () => {
    const lines = [
      { table: 't', kind: 'only_in_one', key: { a: '1', b: 'x' }, changes: {} },
      { table: 't', kind: 'differs', key: { a: '2', b: 'y' }, changes: { n: ['1', null], m: ['x'.repeat(99), ''] } },
    ] as const;
    expect(lines.map(differenceLine)).toEqual(['- t a=1 b=x', `~ t a=2 b=y  n: 1 -> null; m: ${'x'.repeat(60)}… -> `]);
    const none = { onlyInOne: 0, onlyInOther: 0, differing: 0, columnsOnlyInOne: [], columnsOnlyInOther: ['new'] };
    const compared = {
      positions: { one: '7', other: '' },
      tables: [
        { table: 'a', ...none },
        { table: 'b', ...none, onlyInOne: 2, differing: 1, columnsOnlyInOther: [] },
      ],
      tablesOnlyInOne: ['c'],
      tablesOnlyInOther: [],
    };
    expect(diffTotals({ name: 'x', one: 1, other: 2 }, compared).split('\n')).toEqual([
      'version 1 stands at 7, version 2 at the beginning',
      'a: the same rows; not compared, in version 2 only: new',
      'b: 2 rows in version 1 only, 0 in version 2 only, 1 differ',
      'c: in version 1 only',
    ]);
  });
});

describe('the table of projections', () => {
  it('says how far behind each is, and why one stands still', () => {
    const failure = {
      eventId: 'e1',
      type: 'NoteAdded',
      position: '7',
      message: 'Error: oops',
      at: '2022-01-01T00:00:00.000Z',
    };
    const unmeasured = { completing: null, pace: null, secondsLeft: null };
    const shared = {
      version: 1,
      build: 1,
      active: true,
      ...unmeasured,
      skipped: 0,
      updatedAt: '2022-01-01T00:00:00.000Z',
    };
    const text = projectionsTable([
      { ...shared, name: 'cases', state: 'failed', position: '6', lag: { caughtUp: false, behind: 3 }, failure },
      { ...shared, name: 'unions', state: 'booting', position: null, lag: { caughtUp: false }, failure: null },
      {
        ...shared,
        ...{ name: 'cases', version: 2, state: 'booting', completing: 0.456, position: '9', failure: null },
        lag: { caughtUp: true, behind: 0 },
      },
    ]);
    expect(cells(text).slice(1)).toEqual([
      ['cases', '1', 'yes', 'failed', '6', '3', '-', '', '0'],
      ['unions', '1', 'yes', 'booting', '-', 'yes', '-', '', '0'],
      ['cases', '2', 'yes', 'booting (45%)', '9', '0', '-', '', '0'],
    ]);
    expect(text).toMatch(/\ncases 1 failed on NoteAdded e1 at position 7 \(2022-01-01T00:00:00.000Z\): Error: oops$/);
  });
});
