import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../apps/runtime/src/index.js';
import { WrongResult } from './wrong-result.js';

const START_TIMEOUT_MS = 30_000;

/** A server in a process of its own. */
export class Service {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  /** @param program relative to the root of what is built */
  static async start(program: string, environment: Readonly<Record<string, string>>): Promise<Service> {
    const port = await freePort();
    const child = spawn(process.execPath, [fileURLToPath(new URL(`../../../${program}`, import.meta.url))], {
      env: { ...process.env, ...environment, PORT: String(port) },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const service = new Service(`http://127.0.0.1:${port}`, child);
    await service.untilItAnswers();
    return service;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
  }

  private async untilItAnswers(): Promise<void> {
    for (const deadline = Date.now() + START_TIMEOUT_MS; Date.now() < deadline; await sleep(50)) {
      if (this.child.exitCode !== null) break;
      // Any answer will do: the floor has no health to ask for.
      if (await fetch(this.url).catch(() => undefined)) return;
    }
    await this.stop();
    throw new WrongResult('a server did not start');
  }
}

/** A program that answers each message with one. */
export class Helper<Request extends object, Answer> {
  private readonly child: ChildProcess;
  private readonly ended: Promise<never>;

  constructor(program: URL) {
    this.child = fork(program);
    this.ended = once(this.child, 'exit').then(([code, signal]) => {
      throw new WrongResult(`a helper of the bench ended (${code ?? signal})`);
    });
    this.ended.catch(() => undefined);
  }

  async ask(request: Request): Promise<Answer> {
    this.child.send(request);
    const [answer] = await Promise.race([once(this.child, 'message'), this.ended]);
    return answer as Answer;
  }

  async stop(): Promise<void> {
    this.child.kill();
    await this.ended.catch(() => undefined);
  }
}

/** Answers the messages of a `Helper`; what goes wrong ends the program. */
export function answerMessages<Request, Answer extends object>(answer: (request: Request) => Promise<Answer>): void {
  process.on('message', (request: Request) => {
    void answer(request).then((answer) => process.send!(answer));
  });
}
