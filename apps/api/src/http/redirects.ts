import type { FastifyInstance } from 'fastify';

/** Where people begin who know only the host, and where they end up who add a slash. */
const TO_DOCS = ['/', '/docs/'];

export function redirectToDocs(server: FastifyInstance): void {
  for (const path of TO_DOCS) server.get(path, (_request, reply) => reply.redirect('/docs'));
}
