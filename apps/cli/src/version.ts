import { existsSync, readFileSync } from 'node:fs';

/** The version of the package, which lies nearer to the sources than to what is built from them. */
export function version(): string {
  let url = new URL('package.json', import.meta.url);
  while (!existsSync(url)) url = new URL('../package.json', url);
  return (JSON.parse(readFileSync(url, 'utf8')) as { version: string }).version;
}
