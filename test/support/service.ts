import { Client } from './client.js';
import { run, type Ended, type Program, type Variables } from './processes.js';
import { until } from './until.js';

const URL_IN_WELCOME = /^ {2}API {3}(http:\S+)\/v1\/cases$/m;
const URL_IN_LOG = /"url":"(http:[^"]+)"/;

/** The service that users start: the built program, over real HTTP. */
export class Service {
  private constructor(
    private readonly program: Program,
    readonly url: string,
  ) {}

  /** Resolves once it has said where it is and how unions responded. */
  static start(variables: Variables): Promise<Service> {
    return Service.startUntil(URL_IN_WELCOME, variables);
  }

  /** Resolves as soon as it takes requests, which is before it has loaded anything. */
  static startListening(variables: Variables): Promise<Service> {
    return Service.startUntil(URL_IN_LOG, variables);
  }

  private static async startUntil(said: RegExp, variables: Variables): Promise<Service> {
    const program = run('api', [], { PORT: '0', LOG_FORMAT: 'json', ...variables });
    const gone = program.ended.then(({ stdout, stderr }) => {
      throw new Error(`the service did not start:\n${stdout}${stderr}`);
    });
    const found = until('the address of the service', () => said.exec(program.output.stdout)?.[1]);
    return new Service(program, await Promise.race([found, gone]));
  }

  get pid(): number {
    return this.program.child.pid!;
  }

  get ended(): Promise<Ended> {
    return this.program.ended;
  }

  get stdout(): string {
    return this.program.output.stdout;
  }

  /** One object for each line of its log. */
  get log(): Record<string, unknown>[] {
    const lines = this.stdout.split('\n').filter((line) => line.startsWith('{'));
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  get client(): Client {
    return new Client(this.url);
  }

  /** Asks it to end, as a terminal or a container does. */
  terminate(signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<Ended> {
    this.program.child.kill(signal);
    return this.ended;
  }

  /** Ends it without a word, as the system does when memory runs out. */
  kill(): Promise<Ended> {
    this.program.child.kill('SIGKILL');
    return this.ended;
  }
}
