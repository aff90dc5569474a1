import type { Clock } from './clock.js';
import { observe } from './clock.js';
import type { Compete } from './compete.js';
import { engagementsOf } from './engagement.js';
import { historyOf } from './history-of.js';
import { called, deflected, intervened, opened, reopened, resolved, toldCase, type Told } from './test-case.js';

const engaged = (...steps: Told[]) => {
  const engagements = engagementsOf(historyOf(toldCase(...steps)), () => 'municipal');
  return Object.fromEntries(engagements.map((engagement) => [engagement.unionId, engagement]));
};
const ended = (clock: Clock | null) => clock && [clock.end, clock.class ?? clock.cause];
const DAY = 86_400;

describe('first reply', () => {
  it('runs from the first contact attempt to the first substantive reply', () => {
    const { a } = engaged(
      opened('2021-06-01'),
      called('1', 'a', '2021-06-10T10:00+08:00', { outcome: 'no_answer' }),
      called('2', 'a', '2021-06-12T10:00+08:00'),
      deflected('3', 'a', '2021-06-12T10:30+08:00'),
    );
    expect(ended(a!.clocks.first_reply)).toEqual(['event', 'deflected']);
    expect(a!.clocks.first_reply!.seconds).toEqual({ low: 2 * DAY + 1_740, high: 2 * DAY + 1_860 });
    expect(a!.clocks.first_reply!.days).toEqual({ low: 2, high: 2 });
  });

  it.each(['no_answer', 'hung_up', 'transferred', 'reached'])(
    'does not take a call that was %s for a reply',
    (outcome) => {
      const { a } = engaged(opened('2021-06-01'), called('1', 'a', '2021-06-10', { outcome }));
      expect(ended(a!.clocks.first_reply)).toEqual(['open', null]);
    },
  );

  it.each([
    ['information', 'informed'],
    ['commitment', 'helped'],
    ['meeting', 'helped'],
  ])('classes a response of kind %s as %s', (kind, name) => {
    const response: Told = ['2', 'UnionResponded', '2021-06-12', { unionId: 'a', kind }];
    const { a } = engaged(opened('2021-06-01'), called('1', 'a', '2021-06-10'), response);
    expect(ended(a!.clocks.first_reply)).toEqual(['event', name]);
  });

  it('is competing when the case was resolved before the union replied', () => {
    const { a } = engaged(
      opened('2021-06-01'),
      called('1', 'a', '2021-06-10'),
      resolved('2', '2021-06-20'),
      deflected('3', 'a', '2021-06-25'),
    );
    expect(ended(a!.clocks.first_reply)).toEqual(['competing', 'resolved']);
  });

  it('is the union’s own where the case was resolved with its credit, however vague the date of that', () => {
    const { a } = engaged(
      opened('2021-06-01'),
      called('1', 'a', '2021-06-10', { outcome: 'no_answer' }),
      resolved('2', '2021-06', 'a'),
      intervened('3', 'a', '2021-06-20'),
    );
    expect(ended(a!.clocks.first_reply)).toEqual(['event', 'helped']);
    expect(ended(a!.clocks.intervention)).toEqual(['event', 'intervened']);
  });

  it('counts where nobody can tell whether it came before the resolution', () => {
    const told = [opened('2021-06-01'), called('1', 'a', '2021-06-10'), resolved('2', '2021-06-20')];
    const { a } = engaged(...told, deflected('3', 'a', '2021-06-20'));
    expect(ended(a!.clocks.first_reply)).toEqual(['event', 'deflected']);
  });

  it('came no later than the surest of several replies', () => {
    const { a } = engaged(
      opened('2021-01-01'),
      called('1', 'a', '2021-01-10'),
      deflected('2', 'a', '2021'),
      intervened('3', 'a', '2021-01-12'),
    );
    expect(a!.clocks.first_reply!.days).toEqual({ low: 0, high: 2 });
    expect(a!.clocks.first_reply!.stop).toEqual({
      earliest: Date.parse('2021-01-01T00:00+08:00'),
      latest: Date.parse('2021-01-13T00:00+08:00'),
    });
  });

  it('counts from the first of all calls, whichever that was', () => {
    const calls = (first: string) => [
      called('1', 'a', first),
      called('2', 'a', '2021-07-01', { outcome: 'no_answer' }),
      deflected('3', 'a', '2021', { since: { stepId: '1', atMost: 'P1D' } }),
    ];
    const seconds = (first: string) => engaged(opened('2021-01-01'), ...calls(first)).a!.clocks.first_reply!.seconds;
    // The reply came within a day of the first call or, if the second was earlier, up to the end of the year after it.
    expect(seconds('2021')).toEqual({ low: 0, high: 184 * DAY });
    expect(seconds('2021-12')).toEqual({ low: 152 * DAY, high: 184 * DAY });
    expect(seconds('2021-03')).toEqual({ low: 0, high: DAY });
  });

  it('took no longer than from whichever call was first to the reply to that', () => {
    const { a } = engaged(
      opened('2020-08-01'),
      called('1', 'a', '2020-08'),
      intervened('2', 'a', '2020-08', { since: { stepId: '1', atMost: 'P2D' } }),
      called('3', 'a', '2020-08', { department: 'legal' }),
      deflected('4', 'a', '2020-08', { since: { stepId: '3', atMost: 'P1D' } }),
    );
    expect(a!.clocks.first_reply!.seconds).toEqual({ low: 0, high: 2 * DAY });
  });

  it('took no shorter for a vague call besides a sure one', () => {
    const told = [called('1', 'a', '2021-01-05', { outcome: 'no_answer' }), deflected('2', 'a', '2021-03-05')];
    const vague = called('3', 'a', '2021', { outcome: 'no_answer' });
    const { a } = engaged(opened('2021-01-01'), ...told, vague);
    expect(a!.clocks.first_reply!.days).toEqual({ low: 59, high: 63 });
    expect(a!.clocks.first_reply!.start).toEqual({
      earliest: Date.parse('2021-01-01T00:00+08:00'),
      latest: Date.parse('2021-01-06T00:00+08:00'),
    });
  });

  it('is not beaten by an ending that may have come before the first contact', () => {
    const told = [opened('2021-06-01'), resolved('1', '2021-06'), called('2', 'a', '2021-06-29')];
    const { a } = engaged(...told, deflected('3', 'a', '2021-07-02'));
    expect(ended(a!.clocks.first_reply)).toEqual(['event', 'deflected']);
    expect(ended(engaged(...told).a!.clocks.first_reply)).toEqual(['competing', 'resolved']);
  });

  it('is competing when the worker gave up after the first contact, unless the union had replied', () => {
    const told = [opened('2021-06-01'), called('1', 'a', '2021-06-10')];
    const withdrawn: Told = ['2', 'Withdrawn', '2021-06-20'];
    const { a } = engaged(...told, withdrawn);
    expect(ended(a!.clocks.first_reply)).toEqual(['competing', 'withdrawn']);
    expect(a!.clocks.first_reply!.days).toEqual({ low: 10, high: 10 });
    const replied = engaged(...told, deflected('3', 'a', '2021-06-12'), withdrawn).a!;
    expect(ended(replied.clocks.first_reply)).toEqual(['event', 'deflected']);
    expect(ended(replied.clocks.intervention)).toEqual(['competing', 'withdrawn']);
    expect(ended(replied.clocks.resolution)).toEqual(['competing', 'withdrawn']);
  });

  it('is competing for a union that was credited with the resolution and never acted', () => {
    const told = [opened('2021-01-01'), called('1', 'a', '2021-01-02', { outcome: 'no_answer' })];
    const { a } = engaged(...told, resolved('2', '2021-01-10', 'a'));
    expect(ended(a!.clocks.first_reply)).toEqual(['competing', 'resolved']);
    expect(ended(a!.clocks.intervention)).toEqual(['competing', 'resolved']);
    expect(ended(a!.clocks.awareness)).toEqual(['competing', 'resolved']);
    expect(ended(a!.clocks.resolution)).toEqual(['competing', 'resolved_without_union']);
  });

  it('takes no longer than the opening leaves it', () => {
    const { a } = engaged(opened('2021-09-01'), called('1', 'a', '2021'), deflected('2', 'a', '2021-09-05'));
    expect(a!.clocks.first_reply!.days).toEqual({ low: 0, high: 4 });
  });

  it('is not ended by what happened before the first contact', () => {
    const withdrawn: Told = ['1', 'Withdrawn', '2021-06-02'];
    const { a } = engaged(opened('2021-06-01'), withdrawn, called('2', 'a', '2021-06-10'));
    expect(ended(a!.clocks.first_reply)).toEqual(['open', null]);
  });

  it('takes a reply that is dated by its month alone for one that came after a call in that month', () => {
    const { a } = engaged(opened('2021-06-01'), called('1', 'a', '2021-06-10'), deflected('2', 'a', '2021-06'));
    expect(ended(a!.clocks.first_reply)).toEqual(['event', 'deflected']);
    expect(a!.clocks.first_reply!.days).toEqual({ low: 0, high: 20 });
  });

  it('never starts for a union that nobody called, whatever it did', () => {
    const { a } = engaged(opened('2021-06-01'), intervened('1', 'a', '2021-06-10', { prompted: 'unprompted' }));
    expect(a!.called).toBe(false);
    expect(a!.clocks.first_reply).toBeNull();
    expect(a!.clocks.intervention).toBeNull();
  });

  it('is as short as a `since` says, however vague both dates are', () => {
    const { a } = engaged(
      opened('2020'),
      called('1', 'a', '2021'),
      deflected('2', 'a', '2021', { since: { stepId: '1', atMost: 'P1D' } }),
    );
    expect(a!.clocks.first_reply!.seconds).toEqual({ low: 0, high: DAY });
    expect(a!.clocks.first_reply!.days).toEqual({ low: 0, high: 1 });
  });
});

describe('what may have happened by an instant', () => {
  const asOf = Date.parse('2021-06-20T00:00+08:00');
  const endOfDay = asOf + DAY * 1000;
  const told = [opened('2021-06-01'), called('1', 'a', '2021-06-10'), deflected('2', 'a', '2021')];
  const dayAfter: Told = ['3', 'NoteAdded', '2021', { note: 'n', since: { stepId: '2', atLeast: 'P1D' } }];

  it.each([
    [told, 10, endOfDay],
    [[...told, dayAfter], 9, endOfDay - DAY * 1000],
  ])('is taken to have happened by the end of that day', (steps, high, latest) => {
    const history = historyOf(toldCase(...steps), asOf);
    const [a] = engagementsOf(history, () => null);
    expect(a!.clocks.first_reply).toMatchObject({ end: 'event', days: { low: 0, high }, stop: { latest } });
    for (const { interval } of history.entries) expect(interval.latest).toBeLessThanOrEqual(endOfDay);
  });
});

describe('a reply that certainly came before the first contact', () => {
  const before = [opened('2021-06-01'), intervened('1', 'a', '2021-06-02', { prompted: 'unprompted' })];

  it('is neither a reply in no time nor silence: its clock is in quarantine', () => {
    const { a } = engaged(...before, called('2', 'a', '2021-06-10'));
    const stop = { earliest: Date.parse('2021-06-02T00:00+08:00'), latest: Date.parse('2021-06-03T00:00+08:00') };
    const quarantined = {
      end: 'quarantined',
      class: null,
      cause: 'event_before_start',
      stop,
      seconds: null,
      days: null,
    };
    expect(a!.clocks.first_reply).toMatchObject(quarantined);
    expect(a!.clocks.intervention).toMatchObject(quarantined);
    expect(observe(a!.clocks.first_reply!, Date.parse('2022-01-01'), 'Asia/Shanghai').end).toBe('quarantined');
  });

  it('is passed over where one came after it', () => {
    const { a } = engaged(...before, called('2', 'a', '2021-06-10'), deflected('3', 'a', '2021-06-12'));
    expect(a!.clocks.first_reply).toMatchObject({ end: 'event', class: 'deflected', days: { low: 2, high: 2 } });
  });

  it('is a reply where it may have come after it', () => {
    const { a } = engaged(...before, called('2', 'a', '2021-06'));
    expect(a!.clocks.first_reply).toMatchObject({ end: 'event', class: 'helped', days: { low: 0, high: 1 } });
  });
});

describe('a filing', () => {
  const steps = [
    opened('2021-06-01'),
    called('1', 'a', '2021-06-10'),
    ['2', 'ArbitrationFiled', '2021-06-15'] as Told,
    ['3', 'CourtFiled', '2021-06-20'] as Told,
    deflected('4', 'a', '2021-06-25'),
  ];
  const clock = (...compete: Compete[]) =>
    engagementsOf(historyOf(toldCase(...steps)), () => null, compete)[0]!.clocks.first_reply;

  it('ends no clock unless it is said to compete', () => {
    expect(clock()).toMatchObject({ end: 'event', days: { low: 15, high: 15 } });
  });

  it.each([
    [['arbitration'], 'arbitration_filed', 5],
    [['court'], 'court_filed', 10],
    [['court', 'arbitration'], 'arbitration_filed', 5],
  ] as const)('ends it where %p competes', (compete, cause, days) => {
    expect(clock(...compete)).toMatchObject({ end: 'competing', cause, days: { low: days, high: days } });
  });
});

describe('silence', () => {
  it('lasts from the first attempt until the instant asked about', () => {
    const { a } = engaged(opened('2021-06-01'), called('1', 'a', '2021-06-10', { outcome: 'no_answer' }));
    const asOf = Date.parse('2021-07-10T00:00+08:00');
    expect(observe(a!.clocks.first_reply!, asOf, 'Asia/Shanghai')).toMatchObject({
      end: 'censored',
      class: null,
      days: { low: 30, high: 30 },
      seconds: { low: 29 * DAY, high: 30 * DAY },
    });
  });
});

describe('intervention', () => {
  it('is not stopped by a deflection', () => {
    const { a } = engaged(
      opened('2021-06-01'),
      called('1', 'a', '2021-06-10'),
      deflected('2', 'a', '2021-06-10'),
      intervened('3', 'a', '2021-06-15'),
    );
    expect(ended(a!.clocks.first_reply)).toEqual(['event', 'deflected']);
    expect(ended(a!.clocks.intervention)).toEqual(['event', 'intervened']);
    expect(a!.clocks.intervention!.days).toEqual({ low: 5, high: 5 });
  });
});

describe('awareness', () => {
  it('runs from the opening until the union was reached', () => {
    const { a } = engaged(
      opened('2021-06-01'),
      called('1', 'a', '2021-06-10', { outcome: 'hung_up' }),
      called('2', 'a', '2021-06-12'),
    );
    expect(ended(a!.clocks.awareness)).toEqual(['event', 'reached']);
    expect(a!.clocks.awareness!.days).toEqual({ low: 11, high: 11 });
  });

  it('tells a union that already knew from one that had to be told', () => {
    const { a } = engaged(opened('2021-06-01'), called('1', 'a', '2021-06-10', { aware: 'yes' }));
    expect(ended(a!.clocks.awareness)).toEqual(['event', 'already_aware']);
  });
});

describe('resolution', () => {
  it('is a union’s own only if it is credited and intervened before', () => {
    const told = [opened('2021-06-01'), called('1', 'a', '2021-06-02'), called('2', 'b', '2021-06-02')];
    const { a, b } = engaged(...told, intervened('3', 'a', '2021-06-03'), resolved('4', '2021-06-30', 'a', 'b'));
    expect(ended(a!.clocks.resolution)).toEqual(['event', 'paid_in_full']);
    expect(ended(b!.clocks.resolution)).toEqual(['competing', 'resolved_without_union']);
  });

  it('comes with the first of several, whoever that is owed to', () => {
    const told = [opened('2021-06-01'), called('1', 'a', '2021-06-02'), intervened('2', 'a', '2021-06-03')];
    const own = engaged(...told, resolved('3', '2021-06-10', 'a'), resolved('4', '2021-06-30')).a!;
    expect(ended(own.clocks.resolution)).toEqual(['event', 'paid_in_full']);
    expect(own.clocks.resolution!.days).toEqual({ low: 9, high: 9 });
    const late = engaged(...told, resolved('3', '2021-06-10'), resolved('4', '2021-06-30', 'a')).a!;
    expect(ended(late.clocks.resolution)).toEqual(['competing', 'resolved_without_union']);
    expect(late.clocks.resolution!.days).toEqual({ low: 9, high: 9 });
    expect(ended(late.clocks.intervention)).toEqual(['event', 'intervened']);
  });

  it('is not credited to a union that acted only afterwards', () => {
    const { a } = engaged(
      opened('2021-06-01'),
      called('1', 'a', '2021-06-02'),
      resolved('2', '2021-06-30', 'a'),
      intervened('3', 'a', '2021-07-03'),
    );
    expect(ended(a!.clocks.resolution)).toEqual(['competing', 'resolved_without_union']);
  });
});

describe('an ending that a later reopening undid', () => {
  const told = [opened('2021-01-01'), called('1', 'a', '2021-01-05', { outcome: 'no_answer' })];

  it('does not compete', () => {
    const withdrawn: Told = ['2', 'Withdrawn', '2021-01-10'];
    const again = [...told, withdrawn, ...reopened('3', '2021-01-11', '2021-02-01')];
    expect(ended(engaged(...again).a!.clocks.first_reply)).toEqual(['open', null]);
    const { a } = engaged(...again, intervened('4', 'a', '2021-02-03'), resolved('5', '2021-02-10', 'a'));
    expect(ended(a!.clocks.first_reply)).toEqual(['event', 'helped']);
    expect(ended(a!.clocks.intervention)).toEqual(['event', 'intervened']);
    expect(ended(a!.clocks.resolution)).toEqual(['event', 'paid_in_full']);
    expect(a!.clocks.resolution!.days).toEqual({ low: 40, high: 40 });
  });

  it('does not end the clock of resolution', () => {
    const acted = [...told, intervened('2', 'a', '2021-01-06'), resolved('3', '2021-01-10', 'a')];
    expect(ended(engaged(...acted).a!.clocks.resolution)).toEqual(['event', 'paid_in_full']);
    const { a } = engaged(...acted, ...reopened('4', '2021-01-11', '2021-02-01'));
    expect(ended(a!.clocks.resolution)).toEqual(['open', null]);
  });

  it('is told from one after the reopening by the order of recording, where dates leave it open', () => {
    const turns = reopened('3', '2021-01-11', '2021-02-01');
    const first = engaged(...told, resolved('2', '2021'), ...turns);
    const last = engaged(...told, ...turns, resolved('2', '2021'));
    expect(ended(first.a!.clocks.first_reply)).toEqual(['open', null]);
    expect(ended(last.a!.clocks.first_reply)).toEqual(['competing', 'resolved']);
  });
});

describe('a referral', () => {
  it('starts an engagement of the other union, while the first one’s clock runs on', () => {
    const { a, b } = engaged(
      opened('2021-06-01'),
      called('1', 'a', '2021-06-10'),
      deflected('2', 'a', '2021-06-10', { deflectedTo: { unionId: 'b' } }),
      called('3', 'b', '2021-06-11'),
    );
    expect(b!.causedBy).toEqual({ unionId: 'a', stepId: '2' });
    expect(ended(b!.clocks.first_reply)).toEqual(['open', null]);
    expect(ended(a!.clocks.intervention)).toEqual(['open', null]);
  });

  it('to a union that nobody then called leaves its reply clock unstarted', () => {
    const told = [called('1', 'a', '2021-06-10'), deflected('2', 'a', '2021-06-10', { deflectedTo: { unionId: 'b' } })];
    const { b } = engaged(opened('2021-06-01'), ...told);
    expect(b).toMatchObject({ called: false, causedBy: { unionId: 'a' } });
    expect(b!.clocks.first_reply).toBeNull();
  });
});

describe('an engagement', () => {
  it('has the level that the union had when it was first called', () => {
    const asked: [string, number][] = [];
    const history = historyOf(
      toldCase(opened('2021-06-01'), called('1', 'a', '2021-06-10'), deflected('2', 'a', '2021-06-20')),
    );
    engagementsOf(history, (unionId, at) => {
      asked.push([unionId, at]);
      return 'district';
    });
    expect(asked).toEqual([['a', Date.parse('2021-06-10T00:00+08:00')]]);
  });

  it('has a level at an instant at which it can have been called', () => {
    const asked: number[] = [];
    const history = historyOf(
      toldCase(
        opened('2021-09-01'),
        called('1', 'a', '2021-10-01'),
        called('2', 'a', '2021'),
        deflected('3', 'b', '2021'),
      ),
    );
    engagementsOf(history, (_, at) => {
      asked.push(at);
      return 'district';
    });
    expect(asked).toEqual([Date.parse('2021-09-01T00:00+08:00'), Date.parse('2021-09-01T00:00+08:00')]);
  });

  it('is with the department first asked, which is none where the union as a whole was', () => {
    const told = [called('1', 'a', '2021-06-10'), called('2', 'a', '2021-06-12', { department: 'legal' })];
    const { a } = engaged(opened('2021-06-01'), ...told);
    expect(a).toMatchObject({ department: null, departments: ['legal'] });
    const { b } = engaged(opened('2021-06-01'), deflected('1', 'b', '2021-06-10', { department: 'legal' }));
    expect(b).toMatchObject({ department: null, departments: ['legal'] });
  });

  it('is not restarted by another department', () => {
    const { a } = engaged(
      opened('2021-06-01'),
      called('1', 'a', '2021-06-10', { department: 'hotline', outcome: 'transferred' }),
      called('2', 'a', '2021-06-20', { department: 'legal' }),
      deflected('3', 'a', '2021-06-20', { department: 'legal' }),
    );
    expect(a).toMatchObject({ department: 'hotline', departments: ['hotline', 'legal'], reasons: ['not_member'] });
    expect(a!.clocks.first_reply!.days).toEqual({ low: 10, high: 10 });
  });
});
