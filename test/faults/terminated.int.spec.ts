import { once } from 'node:events';
import { DataDirectory } from '../support/data-directory.js';
import { Service } from '../support/service.js';
import { until } from '../support/until.js';
import { expectRecordedOnce, expectRetriesToAnswerTheSame, expectWholeLog } from '../support/checks.js';
import { Load } from '../support/load.js';
import { answerTo, connection, refused } from '../support/raw.js';

const WORKERS = 24;
const JSON_HEADERS = 'Host: x\r\nContent-Type: application/json\r\n';

let data: DataDirectory;
beforeEach(async () => void (data = await DataDirectory.create()));
afterEach(() => data.remove());

describe('a service that is asked to end under load', () => {
  it('answers or refuses every request, ends in order, and keeps every acknowledged step', async () => {
    // Ample, so that a busy machine does not decide the test.
    const variables = { DATA_DIR: data.path, LOAD_REPORT_CASES: 'false', SHUTDOWN_TIMEOUT_MS: '60000' };
    const service = await Service.start(variables);
    const { client } = service;
    const load = await Load.start(client, WORKERS);
    await load.goesOn(50);
    const { position } = load.acknowledged.at(-1)!.answers.at(-1)!.body;
    const never = String(BigInt(position) + 1_000_000n).padStart(19, '0');
    const open = async (text: string) => {
      const socket = await connection(service.url);
      socket.write(text);
      return socket;
    };
    const lingering = [
      await connection(service.url),
      // Nobody reads the answer.
      (await open('GET /v1/events HTTP/1.1\r\nHost: x\r\nAccept: application/x-ndjson\r\n\r\n')).pause(),
    ];
    // It is in the middle of a request, so that it is not idle, and finishes it when the service is ending.
    const late = await open('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(late, 'data');
    const lateAnswer = answerTo(late);
    late.write(`POST /v1/cases HTTP/1.1\r\n${JSON_HEADERS}`);
    const waiting = client.get(`/v1/cases?minPosition=${never}`).then(
      ({ status, body }) => [status, body.type],
      () => 'cut off',
    );
    await load.goesOn(50);

    const ended = service.terminate();
    await until('the beginning of the end', () => service.stdout.includes('"stopping"'));
    await refused(service.url);
    late.write('Content-Length: 2\r\n\r\n{}');
    expect(await ended).toMatchObject({ status: 0, signal: null });
    await load.ended();
    // The second, when it took so long to get here that the client was told to come back.
    expect([
      [503, '/problems/shutting-down'],
      [503, '/problems/projection-behind'],
    ]).toContainEqual(await waiting);
    for (const socket of lingering) await answerTo(socket);
    const text = await lateAnswer;
    expect(text).toMatch(/^HTTP\/1.1 503 /);
    expect(text).toMatch(/\r\ncontent-type: application\/problem\+json; charset=utf-8\r\n/i);
    expect(text).toContain('"type":"/problems/shutting-down"');
    expect(await data.postgresPid()).toBeUndefined();
    expect(await data.postgresLog()).toContain('database system is shut down');
    expect(service.log.filter(({ level }) => level === 'error')).toEqual([]);

    for (const { answers } of load.attempts) {
      for (const { status, headers, body } of answers) {
        if (status === 201) continue;
        expect([status, headers.get('content-type')]).toEqual([503, 'application/problem+json; charset=utf-8']);
        expect([body.type, headers.has('retry-after')]).toEqual(['/problems/shutting-down', true]);
      }
    }

    const again = await Service.start(variables);
    const events = await again.client.events();
    expectWholeLog(events);
    expectRecordedOnce(load.attempts, events);
    await expectRetriesToAnswerTheSame(again.client, load);
    await again.terminate();
  });
});
