import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isNativeError } from 'node:util/types';
import type { AddressGuard } from './address-guard.js';
import { ForbiddenUrl } from './errors.js';
import { pauseAskedFor } from './retry-after.js';

export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly guard: AddressGuard;
  /** Until the status is there; ms. */
  readonly timeout: number;
  /** Gives the attempt up. */
  readonly signal: AbortSignal;
}

export type Outcome = { readonly ok: true } | NotTaken;

export interface NotTaken {
  readonly ok: false;
  /** A status or a code, and nothing that the receiver said. */
  readonly problem: string;
  /** The receiver wants no more events at all. */
  readonly gone?: boolean;
  /** How long the receiver asks to be left alone; ms. */
  readonly askedPause?: number;
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

const GONE = 410;
/** Too Many Requests and Service Unavailable, which are about the receiver and not about an event. */
const OVERLOADED = [429, 503];

/**
 * One attempt on a connection of its own. Any status of 2xx counts; redirects are not followed, and of the answer's body
 * nothing is read.
 * @throws the signal's reason
 */
export async function post(attempt: Post): Promise<Outcome> {
  const { timeout, signal } = attempt;
  signal.throwIfAborted();
  const over = new AbortController();
  const giveUp = () => over.abort();
  const timer = setTimeout(giveUp, timeout);
  signal.addEventListener('abort', giveUp);
  try {
    return outcomeOf(await answerTo(attempt, over.signal));
  } catch (error) {
    signal.throwIfAborted();
    return { ok: false, problem: over.signal.aborted ? `no answer within ${timeout} ms` : problemOf(error) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}

async function answerTo({ url: text, headers, body, guard }: Post, signal: AbortSignal): Promise<Answer> {
  const url = guard.checkUrl(text);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise<Answer>((resolve, reject) => {
    const length = { 'content-length': Buffer.byteLength(body) };
    // A connection that was kept could be one to an address that its name no longer stands for.
    const options = { method: 'POST', headers: { ...headers, ...length }, agent: false, lookup: guard.lookup, signal };
    const request = send(url, options, (response) => {
      resolve({ status: response.statusCode!, retryAfter: response.headers['retry-after'] });
      response.destroy();
    });
    request.on('error', reject);
    request.end(body);
  });
}

function outcomeOf({ status, retryAfter }: Answer): Outcome {
  if (status >= 200 && status < 300) return { ok: true };
  const problem = status >= 300 && status < 400 ? `HTTP ${status}, a redirect` : `HTTP ${status}`;
  const askedPause = OVERLOADED.includes(status) ? pauseAskedFor(retryAfter, Date.now()) : undefined;
  return { ok: false, problem, gone: status === GONE, askedPause };
}

function problemOf(error: unknown): string {
  if (error instanceof ForbiddenUrl) return `the URL ${error.message}`;
  if (!isNativeError(error)) return 'failed';
  return (error as NodeJS.ErrnoException).code ?? error.name;
}
