import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { median, quantile } from './statistics.js';

/** Work a second of the floor and of ours, each the median of its rounds. */
export interface Comparison {
  readonly floor: number;
  readonly ours: number;
  /** Median of the rounds' own ratios: neighbours in time share the noise of the machine. */
  readonly ratio: number;
  /** Lower and upper quartile of those ratios. */
  readonly spread: readonly [number, number];
  readonly rounds: number;
}

/** Does a round's work and says how much that was; it checks what it did, and throws when something is missing. */
export type Side<Input> = (input: Input) => Promise<number>;

export interface Contest<Input> {
  /** What both sides do in the next round; making it is not measured. */
  readonly input: () => Input | Promise<Input>;
  readonly floor: Side<Input>;
  readonly ours: Side<Input>;
  /** Seconds of measuring for each side, at least. */
  readonly seconds: number;
  readonly leastRounds?: number;
  /** Work done before the first round that counts. Default 1. */
  readonly warmUps?: number;
}

const LEAST_ROUNDS = 5;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/**
 * Lets both sides do the same work by turns, in short rounds and in changing order, so that whatever else the machine
 * does falls on both alike.
 */
export async function compare<Input>(contest: Contest<Input>): Promise<Comparison> {
  const { input, floor, ours, seconds, leastRounds = LEAST_ROUNDS, warmUps = 1 } = contest;
  for (let warmUp = 0; warmUp < warmUps; warmUp++) await roundOf(await input(), floor, ours, warmUp);
  const rounds: Round[] = [];
  for (let spent = 0; rounds.length < leastRounds || spent < 2 * seconds;) {
    const round = await roundOf(await input(), floor, ours, rounds.length);
    spent += round.seconds;
    rounds.push(round);
  }
  const ratios = rounds.map((round) => round.ours / round.floor);
  return {
    floor: median(rounds.map((round) => round.floor)),
    ours: median(rounds.map((round) => round.ours)),
    ratio: median(ratios),
    spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    rounds: rounds.length,
  };
}

interface Round {
  readonly floor: number;
  readonly ours: number;
  readonly seconds: number;
}

async function roundOf<Input>(input: Input, floor: Side<Input>, ours: Side<Input>, number: number): Promise<Round> {
  const floorFirst = number % 2 === 0;
  const first = await timed(floorFirst ? floor : ours, input);
  const second = await timed(floorFirst ? ours : floor, input);
  const [ofFloor, ofOurs] = floorFirst ? [first, second] : [second, first];
  return { floor: ofFloor.rate, ours: ofOurs.rate, seconds: first.seconds + second.seconds };
}

async function timed<Input>(side: Side<Input>, input: Input): Promise<{ rate: number; seconds: number }> {
  // What was thrown away before must not be swept up at this side's cost.
  collectGarbage();
  const started = performance.now();
  const done = await side(input);
  const seconds = (performance.now() - started) / 1000;
  return { rate: done / seconds, seconds };
}
