import fc from 'fast-check';
import { MemoryEventStore } from '#event-store';
import { Ledger } from '#ledger';
import { MEASURES } from '#measures';
import { createTestDatabase } from '../../../../test/support/database.js';
import type { ResponseTimesReport } from '../reports/response-times-report.js';
import type { ResponseTimesRequest } from '../reports/response-times-request.js';
import { RandomLedger } from '../test-support/random-ledger.js';
import { Running } from '../test-support/running.js';

const questions: fc.Arbitrary<ResponseTimesRequest> = fc.record(
  {
    measure: fc.constantFrom(...MEASURES),
    groupBy: fc.constantFrom('level', 'union', 'sector', 'level,sector', 'region'),
    level: fc.constantFrom(undefined, undefined, undefined, 'municipal'),
    sector: fc.constantFrom(undefined, undefined, undefined, 'taxi'),
    asOf: fc.constantFrom(undefined, undefined, '2021-04', '2021-06-10'),
    curve: fc.constantFrom(undefined, undefined, 'true' as const),
  },
  { requiredKeys: ['measure', 'groupBy', 'level', 'sector', 'asOf', 'curve'] },
);
/** Of the time when the question is asked nothing is known by its day alone. */
const NOW = Date.parse('2027-01-01T00:00Z');

const numbers = fc.noBias(fc.array(fc.nat(100_000), { minLength: 20, maxLength: 40, size: 'max' }));

describe('the counts that a process keeps', () => {
  it(
    'are those of the events, while a ledger is at work and others ask as well',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(numbers, fc.array(questions, { minLength: 3, maxLength: 6 })), {
            minLength: 3,
            maxLength: 5,
          }),
          fc.nat(3),
          async (turns, rebuilt) => {
            const database = await createTestDatabase();
            const running = await Running.start(new MemoryEventStore(), database.url);
            try {
              const random = new RandomLedger();
              await random.begin(running.ledger);
              for (const [index, [told, asked]] of turns.entries()) {
                await running.caughtUp();
                if (index === rebuilt) await running.rebuild();
                const working = random.act(running.ledger, told);
                const answers = await Promise.all(
                  asked.map((question) => running.readModels.responseTimes(question, NOW)),
                );
                await working;
                for (const [index, answer] of answers.entries()) {
                  expect(figuresOf(answer)).toEqual(figuresOf(await ofTheEvents(running, asked[index]!, answer)));
                }
              }
            } finally {
              await running.stop();
              await database.drop();
            }
          },
        ),
        { numRuns: 6, endOnFailure: true },
      ),
    240_000,
  );

  it('are not read before the tables are complete', async () => {
    const database = await createTestDatabase();
    const store = new MemoryEventStore();
    const ledger = new Ledger(store);
    const random = new RandomLedger();
    await random.begin(ledger);
    await random.act(ledger, [1, 2, 3, 4, 5, 6]);
    const running = await Running.start(store, database.url);
    try {
      const report = await running.readModels.responseTimes({ groupBy: 'level' }, NOW);
      expect(figuresOf(report)).toEqual(figuresOf(await ofTheEvents(running, { groupBy: 'level' }, report)));
    } finally {
      await running.stop();
      await database.drop();
    }
  });
});

/** The same from the events: nothing in these ledgers goes to court, and no table tells of what does. */
function ofTheEvents({ readModels }: Running, question: ResponseTimesRequest, { frame }: ResponseTimesReport) {
  const { asOf, knownAt, position } = frame;
  return readModels.responseTimes({ ...question, asOf, knownAt, position, compete: 'court' }, NOW);
}

function figuresOf({ groups, total, duplicates, frame }: ResponseTimesReport) {
  const figures = [...groups, total].map(({ drillDown: _, ...group }) => group);
  return { frame, figures, duplicates };
}
