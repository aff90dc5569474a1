import type { FastifyReply } from 'fastify';
import type { CloudEvent } from '#interchange';
import type { PageOf } from '#read-models';

/** The batch format of CloudEvents: an array, which has no room for a cursor. */
export const BATCH = 'application/cloudevents-batch+json';

/** As a page of this API; or as a batch, whose next one a `Link` header names. */
export function sendPage(page: PageOf<CloudEvent>, type: string, reply: FastifyReply): FastifyReply {
  if (type !== BATCH) return reply.send(page);
  if (page.nextCursor !== null) {
    const next = new URL(reply.request.url, 'http://localhost');
    next.searchParams.delete('from');
    next.searchParams.set('cursor', page.nextCursor);
    reply.header('link', `<${next.pathname}${next.search}>; rel="next"`);
  }
  // Of text the framework says the charset, which this type has none of.
  return reply.type(BATCH).send(Buffer.from(JSON.stringify(page.items)));
}
