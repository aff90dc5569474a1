import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../../support/client.js';

const QUESTIONS = ['/v1/cases?limit=1', '/v1/reports/response-times'];
const EVERY_MS = 50;

/** Somebody who goes on asking the read models. */
export class Reads {
  answered = 0;
  /** Answers other than 200, and what kept a question from being answered. */
  readonly failures: string[] = [];
  private stopped = false;
  private readonly asking: Promise<void>;

  constructor(private readonly client: Client) {
    this.asking = this.ask();
  }

  async end(): Promise<void> {
    this.stopped = true;
    await this.asking;
  }

  private async ask(): Promise<void> {
    for (let turn = 0; !this.stopped; turn++) {
      const path = QUESTIONS[turn % QUESTIONS.length]!;
      const status = await this.client.get(path).then((answer) => answer.status, String);
      if (status === 200) this.answered++;
      else this.failures.push(`${path}: ${status}`);
      await sleep(EVERY_MS);
    }
  }
}
