import { expectTablesLikeRebuilt } from '../support/checks.js';
import { describeWith } from '../support/needs.js';
import { type Fault, FAULTS } from './kurrentdb/faults.js';
import { type LedgerOnCluster, startLedger } from './kurrentdb/ledger-on-cluster.js';
import { Trial } from './kurrentdb/trial.js';

/** Against waiting for ever, and no measure of anything. */
const PATIENCE_MS = 300_000;

describeWith('KURRENTDB_CLUSTER_COMMAND', 'a ledger in a KurrentDB cluster of three', () => {
  let ledger: LedgerOnCluster;
  beforeAll(async () => void (ledger = await startLedger()), PATIENCE_MS);
  afterAll(() => ledger?.remove());

  const faults = Object.values<Fault>(FAULTS).map((fault) => [fault.name, fault] as const);
  it.each(faults)(
    '%s: nothing is lost or there twice, commands are refused for now at worst, queries answered all the time',
    async (_, fault) => {
      const outcome = await Trial.of(fault, ledger);
      expect(outcome).toMatchObject({ lost: 0, twice: 0, odd: [], failedReads: [] });
      expect(outcome.reads).toBeGreaterThan(0);
    },
    PATIENCE_MS,
  );

  it(
    'has the tables in the end that a rebuild makes',
    () => expectTablesLikeRebuilt(ledger.service.client, ledger.databaseUrl, ledger.variables),
    PATIENCE_MS,
  );
});
