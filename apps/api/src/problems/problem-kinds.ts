/** One kind of problem: `type` is `/problems/<name>`, stable for ever. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What it means and what the caller can do. */
  readonly explanation: string;
}

/** Problems of HTTP itself and of the service; those of the ledger's rules are in refusals.ts. */
export const SERVICE_PROBLEMS = {
  'malformed-json': {
    status: 400,
    title: 'The body is not JSON',
    explanation: 'Send one JSON object in UTF-8 with Content-Type: application/json.',
  },
  'malformed-request': {
    status: 400,
    title: 'The request cannot be read as HTTP',
    explanation: 'The URL, a header or the length of the body breaks the rules of HTTP.',
  },
  'invalid-header': {
    status: 400,
    title: 'A header has a value that is not understood',
    explanation:
      'If-Match takes one revision in quotation marks, such as "3", or *. ' +
      'Idempotency-Key takes 1 to 255 visible ASCII characters. Last-Event-ID takes an id that a live stream gave.',
  },
  validation: {
    status: 422,
    title: 'Some fields are not valid',
    explanation:
      '`errors` names each field, in dotted notation, with what is wrong; `known` lists the codes that are accepted. ' +
      'Unknown fields are refused too.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing at this address',
    explanation: 'See /docs for every address there is. Ids are UUIDs in lower case.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The address does not take this method',
    explanation: 'The Allow header lists the methods it takes.',
  },
  'not-acceptable': {
    status: 406,
    title: 'None of the accepted media types is offered',
    explanation: 'Events come as application/json, application/x-ndjson or text/event-stream.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request took too long to arrive',
    explanation: 'Send it again.',
  },
  'event-missing': {
    status: 409,
    title: 'The log lacks the last event that the report counts',
    explanation:
      'Nothing can be computed in its frame. Events are never removed, so this is not the log that the report was ' +
      'published in: compare it with a copy (recourse copy --verify).',
  },
  'webhook-state': {
    status: 409,
    title: 'The webhook is in that state already',
    explanation: 'There is nothing to do: only an active webhook can be paused, and only one that is not be resumed.',
  },
  'too-many-webhooks': {
    status: 409,
    title: 'There are as many webhooks as there may be',
    explanation: 'Delete one that nobody needs any more, or follow the log live (GET /v1/events).',
  },
  'projection-state': {
    status: 409,
    title: 'The projection is in a state in which that makes no sense',
    explanation: 'GET /v1/projections tells its versions and their states. Nothing was changed.',
  },
  'not-readable': {
    status: 409,
    title: 'The query cannot be answered from what it is pinned to',
    explanation:
      'GET /v1/projections tells which versions there are. One that is retired or still being built answers nothing, ' +
      'nor does one whose tables this program does not know how to read. Without `pin`, what serves answers.',
  },
  'not-comparable': {
    status: 409,
    title: 'The versions cannot be compared',
    explanation: 'A table has no primary key that both share: its rows cannot be told apart.',
  },
  'stale-revision': {
    status: 412,
    title: 'Somebody else was first',
    explanation:
      'If-Match named another revision than `currentRevision`. Read what changed, decide again, and send the new one.',
  },
  'content-too-large': {
    status: 413,
    title: 'The content is too large',
    explanation: 'A body, and what is recorded of it, may have up to 1 MiB.',
  },
  'uri-too-long': {
    status: 414,
    title: 'Part of the address is too long',
    explanation: 'Ids have 36 characters; no part of a path may have more than 100.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is in another format than JSON',
    explanation: 'Send JSON with Content-Type: application/json.',
  },
  'idempotency-conflict': {
    status: 422,
    title: 'The Idempotency-Key was used for something else',
    explanation:
      'The same key with the same body is a retry and gets the first answer. For something new, send a new key.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The address and headers are too large',
    explanation: 'Together they may have up to 16 KiB.',
  },
  'internal-error': {
    status: 500,
    title: 'Something went wrong here',
    explanation: 'It was logged with `requestId`. Nothing of the request was half-written; it may be sent again.',
  },
  'projection-behind': {
    status: 503,
    title: 'The read models have not reached the position asked for yet',
    explanation: '`behind` tells which, and where they stand. Try again after Retry-After seconds.',
  },
  'projection-stopped': {
    status: 503,
    title: 'The read models stand still before minPosition',
    explanation:
      'GET /v1/projections tells why. What was written is safe in the log; without minPosition queries answer, unless the tables were never complete.',
  },
  contention: {
    status: 503,
    title: 'Other writers kept winning',
    explanation: 'Nothing was recorded. Send the same again, with the same Idempotency-Key if there was one.',
  },
  unavailable: {
    status: 503,
    title: 'The database cannot be reached',
    explanation:
      'A write may or may not have been recorded: send it again after Retry-After seconds, ' +
      'with the same Idempotency-Key if there was one.',
  },
  'not-ready': {
    status: 503,
    title: 'The service is not ready',
    explanation: '`checks` tells which part is down.',
  },
  'shutting-down': {
    status: 503,
    title: 'The service is shutting down',
    explanation: 'Try again after Retry-After seconds.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ServiceProblem = keyof typeof SERVICE_PROBLEMS;
