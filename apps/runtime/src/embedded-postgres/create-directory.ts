import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { exists } from './exists.js';

/**
 * Creates a directory and what is missing above it. Node's own way of doing so never ends where a file system refuses
 * new directories as /proc does. @returns whether it was missing
 */
export async function createDirectory(path: string): Promise<boolean> {
  const directory = resolve(path);
  if (await exists(directory)) return false;
  await createDirectory(dirname(directory));
  try {
    await mkdir(directory);
    return true;
  } catch (error) {
    // Another process may have been quicker.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
