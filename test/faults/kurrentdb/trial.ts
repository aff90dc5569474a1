import { Load } from '../../support/load.js';
import { until } from '../../support/until.js';
import { CheckpointWatch } from './checkpoint-watch.js';
import type { Fault, Meanwhile } from './faults.js';
import type { LedgerOnCluster } from './ledger-on-cluster.js';
import { Reads } from './reads.js';
import { isRefusalForNow, tally } from './tally.js';
import { Writers } from './writers.js';

const WRITERS = 8;
const WORKERS = 8;
/** So many more acknowledged, and it goes on. */
const ENOUGH = 50;

/** What one fault did to eight writers, eight case workers and somebody who reads. */
export interface Outcome {
  /** Appends and commands. */
  readonly acknowledged: number;
  readonly lost: number;
  readonly twice: number;
  /** Answers 503 that say when to come again, and appends that were StoreUnavailable. */
  readonly refused: number;
  /** Any other answer to a command but 201, and commands that got none. */
  readonly odd: readonly string[];
  readonly failedReads: readonly string[];
  readonly reads: number;
  /** The longest time without one, from the fault (or its end, when nothing can be written before); ms. */
  readonly pauses: { readonly appends: number; readonly commands: number; readonly projections: number };
}

/** Everyone at work while a fault strikes and is set right. */
export class Trial {
  private constructor(
    private readonly ledger: LedgerOnCluster,
    private readonly writers: Writers,
    private readonly load: Load,
    private readonly reads: Reads,
    private readonly projections: CheckpointWatch,
  ) {}

  static async of(fault: Fault, ledger: LedgerOnCluster): Promise<Outcome> {
    const { client } = ledger.service;
    await ledger.cluster.ready();
    const load = await Load.start(client, WORKERS);
    const projections = new CheckpointWatch(ledger.databaseUrl);
    const trial = new Trial(ledger, new Writers(ledger.store, WRITERS), load, new Reads(client), projections);
    return trial.run(fault);
  }

  private async run(fault: Fault): Promise<Outcome> {
    await this.meanwhile.goesOn();
    const struck = performance.now();
    const repair = await fault.strike(this.ledger.cluster, this.meanwhile);
    const repairing = performance.now();
    await repair();
    await this.meanwhile.goesOn();
    await Promise.all([this.writers, this.load, this.reads, this.projections].map((each) => each.end()));
    return this.outcome(fault.stopsWrites ? repairing : struck);
  }

  private readonly meanwhile: Meanwhile = {
    goesOn: async () => {
      const [appends, moves] = [this.writers.acknowledged.count, this.projections.moved.count];
      await this.load.goesOn(ENOUGH);
      await until('appends', () => this.writers.acknowledged.count >= appends + ENOUGH);
      await until('a move of the projections', () => this.projections.moved.count > moves);
    },
    isRefused: async () => {
      const [appends, commands] = [this.writers.refused, this.refusals.length];
      await until('a refused append', () => this.writers.refused > appends);
      await until('a refused command', () => this.refusals.length > commands);
    },
  };

  private get refusals() {
    return this.load.attempts.flatMap(({ answers }) => answers).filter(isRefusalForNow);
  }

  private async outcome(since: number): Promise<Outcome> {
    const { attempts, acknowledged } = this.load;
    const inStreams = await this.checkStreams();
    const inLedger = tally(attempts, await this.ledger.service.client.events());
    return {
      acknowledged: this.writers.acknowledged.count + acknowledged.length,
      lost: inStreams.lost + inLedger.lost,
      twice: inStreams.twice + inLedger.twice,
      refused: this.writers.refused + this.refusals.length,
      odd: this.odd(),
      failedReads: this.reads.failures,
      reads: this.reads.answered,
      pauses: {
        appends: this.writers.acknowledged.longestPause(since),
        commands: this.load.pace.longestPause(since),
        projections: this.projections.moved.longestPause(since),
      },
    };
  }

  private async checkStreams() {
    const store = await this.ledger.connect();
    try {
      return await this.writers.check(store);
    } finally {
      await store.close();
    }
  }

  private odd(): string[] {
    const answers = this.load.attempts.flatMap(({ answers }) => answers);
    const others = answers.filter((answer) => answer.status !== 201 && !isRefusalForNow(answer));
    const unanswered = this.load.attempts.flatMap(({ failure }) => (failure ? [String(failure)] : []));
    return [...others.map(({ status, text }) => `${status} ${text}`), ...unanswered];
  }
}
