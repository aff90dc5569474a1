import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Problem } from '../problems/problem.js';

/** Where swagger-ui-dist keeps what a browser needs. */
const ASSETS = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Recourse API</title>
    <link rel="icon" href="/docs/assets/favicon-32x32.png" />
    <link rel="stylesheet" href="/docs/assets/swagger-ui.css" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/assets/swagger-ui-bundle.js"></script>
    <script src="/docs/assets/start.js"></script>
  </body>
</html>
`;

const START = `SwaggerUIBundle({
  url: '/docs/json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  tryItOutEnabled: true,
  validatorUrl: null,
});
`;

/** The API's description, and a page to try it out. */
@Controller('docs')
export class DocsController {
  private document: Promise<string> | undefined;

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  page() {
    return PAGE;
  }

  @Get('json')
  @Header('content-type', 'application/json; charset=utf-8')
  json(): Promise<string> {
    return (this.document ??= describeApi());
  }

  @Get('assets/start.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  start() {
    return START;
  }

  @Get('assets/:name')
  async asset(@Param('name') name: string, @Res() reply: FastifyReply) {
    const type = Object.hasOwn(MEDIA_TYPES, name) ? MEDIA_TYPES[name] : undefined;
    if (!type) throw Problem.of('not-found');
    const content = await readFile(join(ASSETS, name));
    return reply.header('content-type', type).header('cache-control', 'max-age=86400').send(content);
  }
}

/** Made for the first who asks: it takes as long as a tenth of a start, and most starts serve nobody's documentation. */
async function describeApi(): Promise<string> {
  const { openApiDocument } = await import('./document.js');
  return JSON.stringify(openApiDocument());
}
