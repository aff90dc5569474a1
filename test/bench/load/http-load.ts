import autocannon from 'autocannon';
import { answerMessages } from '../measuring/programs.js';
import type { Command } from './commands.js';

/** What this program is asked to do over its channel. */
export interface LoadRequest {
  readonly url: string;
  readonly connections: number;
  readonly commands: readonly Command[];
}

/** And what it answers. */
export interface LoadReport {
  readonly seconds: number;
  readonly created: number;
  /** Answers that are no 2xx, and requests without any. */
  readonly failed: number;
  readonly p50: number;
  readonly p99: number;
}

/** Sends commands with autocannon, in a process of its own so that it does not slow down whoever measures. */
answerMessages(send);

async function send({ url, connections, commands }: LoadRequest): Promise<LoadReport> {
  const waiting = commands[Symbol.iterator]();
  const setupRequest = (request: autocannon.Request): autocannon.Request => {
    // Each connection asks once more than it sends.
    const { path, body } = (waiting.next().value as Command | undefined) ?? commands[0]!;
    return { ...request, path, body };
  };
  const { start, finish, errors, timeouts, non2xx, latency, ...result } = await autocannon({
    url,
    connections,
    amount: commands.length,
    // It looks only so often (ms) whether it is done.
    sampleInt: 10,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    requests: [{ setupRequest }],
  });
  return {
    seconds: (finish.getTime() - start.getTime()) / 1000,
    created: result['2xx'],
    failed: errors + timeouts + non2xx,
    p50: latency.p50,
    p99: latency.p99,
  };
}
