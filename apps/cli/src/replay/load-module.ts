import { pathToFileURL } from 'node:url';

/** What a module exports. TypeScript is stripped of its types, and not checked. @throws whatever loading it does */
export async function loadModule(path: string): Promise<object> {
  if (!/\.[cm]?ts$/.test(path)) return (await import(pathToFileURL(path).href)) as object;
  // Node strips types by itself from version 22.18 on.
  const { createJiti } = await import('jiti');
  return createJiti(import.meta.url, { fsCache: false }).import<object>(path);
}
