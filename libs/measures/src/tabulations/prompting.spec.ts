import { called, inFrame, intervened, opened } from '../test-case.js';
import { PROMPTING } from './prompting.js';
import { numbersIn } from './test-counts.js';

const acted = inFrame(
  { city: 'municipal', county: 'district' },
  opened('2021-06-01'),
  called('1', 'city', '2021-06-02'),
  intervened('2', 'county', '2021-06-03', { prompted: 'by_escalation' }),
  intervened('3', 'county', '2021-06-05', { prompted: 'unprompted' }),
  intervened('4', 'city', '2021-06-04'),
);
const alone = inFrame({}, opened('2021-06-01'), intervened('1', 'x', '2021-06-03', { prompted: 'unprompted' }));

describe('prompting', () => {
  it('takes a call and an escalation for a prompt', () => {
    expect(numbersIn(PROMPTING, 'byWay', acted, alone)).toEqual({ prompted: 2, unprompted: 2 });
    expect(numbersIn(PROMPTING, 'byPrompt', acted, alone)).toEqual({ by_call: 1, by_escalation: 1, unprompted: 2 });
  });

  it('is told by level', () => {
    expect(numbersIn(PROMPTING, 'byLevelAndPrompt', acted, alone)).toEqual({
      municipal: { by_call: 1 },
      district: { by_escalation: 1, unprompted: 1 },
      unknown: { unprompted: 1 },
    });
  });

  it('of the first intervention is that of the earliest in its case', () => {
    expect(numbersIn(PROMPTING, 'firstInterventions', acted, alone)).toBe(2);
    expect(numbersIn(PROMPTING, 'firstByPrompt', acted, alone)).toEqual({ by_escalation: 1, unprompted: 1 });
    expect(numbersIn(PROMPTING, 'firstByLevelAndPrompt', acted)).toEqual({ district: { by_escalation: 1 } });
  });
});
