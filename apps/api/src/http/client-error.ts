import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { Problem, PROBLEM_JSON } from '../problems/problem.js';
import { newRequestId, REQUEST_ID } from './request-ids.js';

/** Answers what Node's parser could not read as a request; there is no request or reply object yet. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const requestId = newRequestId();
  const problem = problemOf(error.code);
  const { status } = problem.kind;
  const body = JSON.stringify(problem.details(requestId));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: ${PROBLEM_JSON}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n${REQUEST_ID}: ${requestId}\r\n\r\n${body}`,
  );
}

function problemOf(code: string | undefined): Problem {
  if (code === 'HPE_HEADER_OVERFLOW') return Problem.of('headers-too-large');
  return Problem.of(code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request-timeout' : 'malformed-request');
}
