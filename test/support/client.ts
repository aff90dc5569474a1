export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, parsed; undefined when it is not JSON. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  readonly body: any;
}

export type HeaderFields = Readonly<Record<string, string>>;

/** An event as the API gives it out. */
export interface LoggedEvent {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Against waiting for ever: a request that is still unanswered then has been forgotten. */
const PATIENCE_MS = 60_000;

export class Client {
  constructor(readonly url: string) {}

  get(path: string, headers: HeaderFields = {}): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body: object | undefined, headers: HeaderFields = {}): Promise<Answer> {
    const type: HeaderFields = body === undefined ? {} : { 'content-type': 'application/json' };
    return this.send('POST', path, body && JSON.stringify(body), { ...type, ...headers });
  }

  async send(method: string, path: string, body?: string | Buffer, headers: HeaderFields = {}): Promise<Answer> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(this.url + path, { method, body, headers, signal });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  }

  /** Like `post` and `get`, where anything but success ends the test. */
  async record(path: string, body: object, headers?: HeaderFields) {
    return succeeded(201, await this.post(path, body, headers));
  }

  async read(path: string) {
    return succeeded(200, await this.get(path));
  }

  /** The whole log, line by line. */
  async events(): Promise<LoggedEvent[]> {
    const { text } = await this.get('/v1/events', { accept: 'application/x-ndjson' });
    const lines = text.split('\n');
    if (lines.pop() !== '') throw new Error('the log broke off');
    return lines.map((line) => JSON.parse(line) as LoggedEvent);
  }
}

function succeeded(status: number, answer: Answer) {
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.text}`);
  return answer.body;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
