import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type { ReadReq } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';

const { Empty, StreamIdentifier } = shared;
const { Options } = streams.ReadReq;

/** As many as the protocol can count. */
const ALL = '9223372036854775807';

/** A checkpoint comes with every so many times 32 events that the server passed over. */
const CHECKPOINT_INTERVAL = 32;

export interface StreamRead {
  readonly stream: string;
  /** First revision, inclusive; undefined for the edge. */
  readonly from: number | undefined;
  readonly backwards: boolean;
  readonly limit: number;
}

export interface LogRead {
  /** As the server has it: inclusive forwards, exclusive backwards; undefined for the edge. */
  readonly from: bigint | undefined;
  readonly backwards: boolean;
  readonly limit: number;
  /** Streams that begin so; '' for all but the server's own; undefined for every record there is. */
  readonly prefix: string | undefined;
}

/** The Read call of the protocol, for one stream. */
export function readStreamRequest({ stream, from, backwards, limit }: StreamRead): ReadReq {
  const streamOptions = new Options.StreamOptions();
  const identifier = new StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream).toString('base64'));
  streamOptions.setStreamIdentifier(identifier);
  if (from !== undefined) streamOptions.setRevision(String(from));
  else if (backwards) streamOptions.setEnd(new Empty());
  else streamOptions.setStart(new Empty());
  const options = bounded(backwards, limit);
  options.setStream(streamOptions);
  options.setNoFilter(new Empty());
  return request(options);
}

/** The Read call of the protocol, for the log. */
export function readLogRequest({ from, backwards, limit, prefix }: LogRead): ReadReq {
  const options = bounded(backwards, limit);
  options.setAll(allFrom(from, backwards));
  setFilter(options, prefix);
  return request(options);
}

/** The Read call of the protocol that goes on with what is appended; exclusive of the position. */
export function subscribeRequest({ from, prefix }: Pick<LogRead, 'from' | 'prefix'>): ReadReq {
  const options = new Options();
  options.setSubscription(new Options.SubscriptionOptions());
  options.setAll(allFrom(from, false));
  setFilter(options, prefix);
  return request(options);
}

/** The same, of the events of these types alone, the server's own among them. */
export function subscribeToTypesRequest(types: readonly string[]): ReadReq {
  const options = new Options();
  options.setSubscription(new Options.SubscriptionOptions());
  options.setAll(allFrom(undefined, false));
  options.setFilter(filterOn((filter) => filter.setEventType(startingWith(types))));
  return request(options);
}

function bounded(backwards: boolean, limit: number) {
  const options = new Options();
  options.setReadDirection(backwards ? Options.ReadDirection.BACKWARDS : Options.ReadDirection.FORWARDS);
  options.setCount(limit === Infinity ? ALL : String(limit));
  return options;
}

function request(options: ReadReq.Options): ReadReq {
  const uuids = new Options.UUIDOption();
  uuids.setString(new Empty());
  options.setUuidOption(uuids);
  options.setResolveLinks(false);
  const whole = new streams.ReadReq();
  whole.setOptions(options);
  return whole;
}

function allFrom(from: bigint | undefined, backwards: boolean) {
  const all = new Options.AllOptions();
  if (from !== undefined) {
    const position = new Options.Position();
    position.setCommitPosition(String(from));
    position.setPreparePosition(String(from));
    all.setPosition(position);
  } else if (backwards) all.setEnd(new Empty());
  else all.setStart(new Empty());
  return all;
}

function setFilter(options: ReadReq.Options, prefix: string | undefined): void {
  if (prefix === undefined) options.setNoFilter(new Empty());
  else if (prefix === '') options.setFilter(filterOn((filter) => filter.setEventType(notOfTheServer())));
  else options.setFilter(filterOn((filter) => filter.setStreamIdentifier(startingWith([prefix]))));
}

function filterOn(what: (filter: ReadReq.Options.FilterOptions) => void) {
  const filter = new Options.FilterOptions();
  what(filter);
  filter.setCount(new Empty());
  filter.setCheckpointintervalmultiplier(CHECKPOINT_INTERVAL);
  return filter;
}

function notOfTheServer() {
  const expression = new Options.FilterOptions.Expression();
  expression.setRegex('^[^$]');
  return expression;
}

function startingWith(prefixes: readonly string[]) {
  const expression = new Options.FilterOptions.Expression();
  expression.setPrefixList([...prefixes]);
  return expression;
}
