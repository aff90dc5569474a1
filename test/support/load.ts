import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type { Answer, Client, LoggedEvent } from './client.js';
import { Pace } from './pace.js';
import { until } from './until.js';

/** One thing that a case worker records, and every answer to it: a refusal for now is followed by another try. */
export interface Attempt {
  readonly path: string;
  /** Its Idempotency-Key, which its content names as well. */
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly answers: Answer[];
  /** Why the connection gave no answer. */
  failure?: Error;
}

const RETRY_MS = 20;
const STEPS = [
  ['union-called', { outcome: 'no_answer' }],
  ['note-added', {}],
  ['deflected', { reasons: ['not_member'], direction: 'up' }],
  ['intervened', { kinds: ['negotiated'], prompted: 'by_call' }],
] as const;

/** Case workers who open cases and record steps, each as fast as the answers come, in cases of their own and in a shared one. */
export class Load {
  readonly attempts: Attempt[] = [];
  /** When something was acknowledged. */
  readonly pace = new Pace();
  private stopped = false;
  private working: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly client: Client,
    private readonly unionId: string,
    private readonly sharedCase: string,
  ) {}

  static async start(client: Client, workers: number): Promise<Load> {
    const names = { en: 'Union under load' };
    const { unionId } = await client.record('/v1/unions', { level: 'municipal', names });
    const { caseId } = await client.record('/v1/cases', opening('shared'));
    const load = new Load(client, unionId, caseId);
    load.working = Promise.all(Array.from({ length: workers }, () => load.work()));
    return load;
  }

  get acknowledged(): Attempt[] {
    return this.attempts.filter(isAcknowledged);
  }

  /** Everything whose outcome its worker does not know. */
  get unanswered(): Attempt[] {
    return this.attempts.filter((attempt) => !isAcknowledged(attempt));
  }

  /** Resolves when so many more were acknowledged. */
  async goesOn(more: number): Promise<void> {
    const enough = this.acknowledged.length + more;
    await until(`${enough} acknowledged`, () => this.acknowledged.length >= enough);
  }

  /** Resolves when every worker has the answer to its last request, or has lost its connection. */
  async end(): Promise<void> {
    this.stopped = true;
    await this.ended();
  }

  /** Resolves when every worker has lost its connection. */
  async ended(): Promise<void> {
    await this.working;
  }

  private async work(): Promise<void> {
    for (;;) {
      const opened = await this.attempt('/v1/cases', (key) => opening(key));
      for (const [step, content] of STEPS) {
        for (const caseId of [opened?.body.caseId as string, this.sharedCase]) {
          const about = step === 'note-added' ? {} : { unionId: this.unionId };
          const body = (key: string) => ({ ...about, ...content, occurredAt: '2022-04', note: key });
          if (!opened || !(await this.attempt(`/v1/cases/${caseId}/steps/${step}`, body))) return;
        }
      }
    }
  }

  /** The answer that says it is recorded; undefined when this worker has to stop. */
  private async attempt(path: string, bodyOf: (key: string) => Attempt['body']): Promise<Answer | undefined> {
    if (this.stopped) return undefined;
    const key = randomUUID();
    const attempt: Attempt = { path, key, body: bodyOf(key), answers: [] };
    this.attempts.push(attempt);
    for (;;) {
      try {
        attempt.answers.push(await send(this.client, attempt));
      } catch (error) {
        attempt.failure = error as Error;
        return undefined;
      }
      if (isAcknowledged(attempt)) {
        this.pace.note();
        return attempt.answers.at(-1);
      }
      if (this.stopped || attempt.answers.at(-1)!.status !== 503) return undefined;
      await sleep(RETRY_MS);
    }
  }
}

/** Sends the same again, with the same key. */
export function send(client: Client, { path, key, body }: Attempt): Promise<Answer> {
  return client.post(path, body, { 'idempotency-key': key });
}

/** The events that the attempts of a load are about, by the keys that their content names. */
export function eventsByKey(events: readonly LoggedEvent[]): Map<unknown, LoggedEvent[]> {
  const byKey = new Map<unknown, LoggedEvent[]>();
  for (const event of events) {
    const key = event.type === 'CaseReceived' ? event.data.title : event.data.note;
    byKey.set(key, [...(byKey.get(key) ?? []), event]);
  }
  return byKey;
}

export function isAcknowledged({ answers }: Attempt): boolean {
  return answers.at(-1)?.status === 201;
}

function opening(key: string): Attempt['body'] {
  return { openedBy: 'received', title: key, occurredAt: '2022-03', sector: 'couriers', disputes: ['wage_arrears'] };
}
