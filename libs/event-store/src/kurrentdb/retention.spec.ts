import { jest } from '@jest/globals';
import type { ClientReadableStream } from '@grpc/grpc-js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type { ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { Readable } from 'node:stream';
import { until } from '../../../../test/support/until.js';
import { Incoming } from './incoming.js';
import { RetentionWatch, type RetentionChange } from './retention.js';

/** What the server says of a stream that somebody set metadata of. */
function metadataOf(stream: string, metadata: object): ReadResp {
  const record = new streams.ReadResp.ReadEvent.RecordedEvent();
  record.getMetadataMap().set('type', '$metadata');
  record.setData(Buffer.from(JSON.stringify(metadata)).toString('base64'));
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(`$$${stream}`).toString('base64'));
  record.setStreamIdentifier(identifier);
  const event = new streams.ReadResp.ReadEvent();
  event.setEvent(record);
  const answer = new streams.ReadResp();
  answer.setEvent(event);
  return answer;
}

function caughtUp(): ReadResp {
  const answer = new streams.ReadResp();
  answer.setCaughtUp(new streams.ReadResp.CaughtUp());
  return answer;
}

/** A server that answers each subscription with what is due to it, and then ends it without an error. */
function serverOf(...subscriptions: (readonly ReadResp[])[]) {
  const open = jest.fn(async () => {
    await new Promise(setImmediate);
    const call = Readable.from(subscriptions[Math.min(open.mock.calls.length, subscriptions.length) - 1]!);
    return new Incoming(Object.assign(call, { cancel: () => undefined }) as unknown as ClientReadableStream<ReadResp>);
  });
  return { open };
}

describe('a watch over what the server may drop', () => {
  const changes: RetentionChange[] = [];
  const failures: unknown[] = [];
  const watchOver = (connection: ReturnType<typeof serverOf>) =>
    new RetentionWatch({
      connection,
      prefix: '',
      onChange: (change) => void changes.push(change),
      onFailure: (error) => void failures.push(error),
    });
  beforeEach(() => void (changes.length = failures.length = 0));

  it('pauses, longer each time, when the server keeps ending its subscription', async () => {
    const server = serverOf([caughtUp()], []);
    const watch = watchOver(server);
    await watch.start(Date.now() + 5_000);
    const since = performance.now();
    await until('ten more', () => server.open.mock.calls.length > 10);
    // The pauses of ten failures, at their shortest.
    expect(performance.now() - since).toBeGreaterThan(1_000);
    expect(String(failures[0])).toContain('the subscription ended');
    await watch.stop();
  });

  it('takes all that comes at once', async () => {
    const past = Array.from({ length: 1_000 }, (_, n) => metadataOf(`case-${n}`, { $tb: 1 }));
    const watch = watchOver(serverOf([...past, caughtUp()]));
    await expect(watch.start(Date.now() + 5_000)).rejects.toMatchObject({ truncations: { length: 1_000 } });
    await watch.stop();
  });

  it('hears of what was set and cleared again before, each time that it subscribes anew, and says nothing', async () => {
    const past = [metadataOf('case-1', { $maxCount: 3 }), metadataOf('case-1', {})];
    const server = serverOf([...past, caughtUp()], [...past, caughtUp(), metadataOf('case-2', { $maxAge: 60 })]);
    const watch = watchOver(server);
    await watch.start(Date.now() + 5_000);
    await until('another two subscriptions', () => server.open.mock.calls.length > 3);
    const truncation = { stream: 'case-2', by: ['$maxAge'] };
    expect(changes[0]).toEqual({ truncations: [truncation], added: [truncation] });
    expect(changes.flatMap(({ added }) => added).every(({ stream }) => stream === 'case-2')).toBe(true);
    await watch.stop();
  });
});
