import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endsWithUs } from '../ends-with-us.js';
import { until } from '../until.js';
import { truncateLog, nextCommitPosition } from './truncate.js';

/** What a node says of itself, or that it says nothing. */
export type NodeState = 'leader' | 'follower' | 'silent' | (string & {});

export interface NodeSettings {
  readonly command: readonly string[];
  readonly port: number;
  /** Where it has its data and its output. */
  readonly directory: string;
  readonly options: readonly string[];
}

/** Against waiting for a node that is frozen. */
const ANSWER_MS = 1_000;
const QUIET = { EVENTSTORE_TELEMETRY_OPTOUT: 'true', KURRENTDB_TELEMETRY_OPTOUT: 'true', DOTNET_gcServer: '0' };

/** Newer servers take every variable that begins with their name for an option, and refuse to start with an unknown one. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const { KURRENTDB_URL: _url, KURRENTDB_CLUSTER_COMMAND: _command, ...others } = process.env;
  return { ...others, ...QUIET };
}

/** One server process on loopback, which a test may kill, stop, freeze and start again. */
export class KurrentDbNode {
  private child: ChildProcess | undefined;
  private reportBroken: (error: Error) => void = () => undefined;

  constructor(private readonly settings: NodeSettings) {}

  get port(): number {
    return this.settings.port;
  }

  /** The node alone, not through any network between. */
  get url(): string {
    return `kurrentdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** Undefined when it does not run. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Resolves when it takes reads and writes: until then a first append may hear that the server is not ready. */
  async start(): Promise<void> {
    const broken = new Promise<never>((_, reject) => (this.reportBroken = reject));
    this.launch();
    const ready = until(
      `KurrentDB on port ${this.port}`,
      async () => (await this.isLive()) && (await this.takesPart()),
    );
    await Promise.race([ready, broken]);
  }

  async state(): Promise<NodeState> {
    try {
      const response = await this.ask('/info');
      return ((await response.json()) as { state: string }).state.toLowerCase();
    } catch {
      return 'silent';
    }
  }

  /** Ends it without a word, as a power cut does. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** Asks it to end, and waits until it has. */
  terminate(): Promise<void> {
    return this.end('SIGTERM');
  }

  /** Its connections stay open, and nobody is answered. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  /** Restarts it without what came after the event at the position, as a restore of an old backup does. */
  async setBackTo(commit: bigint): Promise<void> {
    const next = await nextCommitPosition(this.url, commit);
    await this.kill();
    if (next !== undefined) await truncateLog(this.database, next);
    await this.start();
  }

  private get database(): string {
    return join(this.settings.directory, 'db');
  }

  private launch(): void {
    const [program, ...args] = [...this.settings.command, ...this.options()];
    const output = openSync(this.output, 'a');
    const child = spawn(program!, args, { env: serverEnvironment(), stdio: ['ignore', output, output] });
    closeSync(output);
    child.once('error', (error) => this.reportBroken(error));
    endsWithUs(child);
    child.once('exit', (status) => {
      if (this.child === child) this.ended(status);
    });
    this.child = child;
  }

  /** A leader that was deposed with writes of its own ends in order, to start again without them. */
  private ended(status: number | null): void {
    if (status === 0) return this.launch();
    const output = readFileSync(this.output, 'utf8').slice(-2_000);
    this.reportBroken(new Error(`KurrentDB ended with ${status}:\n${output}`));
  }

  private get output(): string {
    return join(this.settings.directory, 'output');
  }

  private options(): string[] {
    const { directory, options } = this.settings;
    return ['--node-port', String(this.port), '--db', this.database, '--log', join(directory, 'log'), ...options];
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.ref();
    child.kill(signal);
    await exit;
  }

  private async isLive(): Promise<boolean> {
    return (await this.ask('/health/live')).status === 204;
  }

  private async takesPart(): Promise<boolean> {
    return ['leader', 'follower'].includes(await this.state());
  }

  private ask(path: string): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}${path}`, { signal: AbortSignal.timeout(ANSWER_MS) });
  }
}
