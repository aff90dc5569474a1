import { pathToFileURL } from 'node:url';

/** What a module exports. TypeScript is stripped of its types, and not checked. @throws whatever loading it does */
export async function loadModule(path: string): Promise<object> {
  return /\.[cm]?ts$/.test(path) ? throughJiti(path) : fromJavaScript(path);
}

async function fromJavaScript(path: string): Promise<object> {
  try {
    return (await import(pathToFileURL(path).href)) as object;
  } catch (error) {
    // Node keeps to itself where a module does not parse; the other parser tells the line and the column.
    if (isUnparsed(error)) await throughJiti(path);
    throw error;
  }
}

function isUnparsed(error: unknown): boolean {
  return error instanceof SyntaxError && /\n {4}at compileSourceTextModule /.test(error.stack ?? '');
}

/** Node strips types by itself from version 22.18 on. */
async function throughJiti(path: string): Promise<object> {
  const { createJiti } = await import('jiti');
  return createJiti(import.meta.url, { fsCache: false }).import<object>(path);
}
