#!/usr/bin/env node
import module from 'node:module';
import { join } from 'node:path';

// Node 22.8 and newer keep what they compile for the next start: beside the program, where only those write who may
// change the program itself, and not at all where that cannot be written. Older ones have no such function.
const { enableCompileCache } = module as { enableCompileCache?: (directory: string) => unknown };
enableCompileCache?.(join(import.meta.dirname, '../../../.compiled'));

await import('reflect-metadata');
const [{ run }, { firstSignal }, { noticeLostOutput }] = await Promise.all([
  import('./run.js'),
  import('./first-signal.js'),
  import('./lost-output.js'),
]);
noticeLostOutput(process.stdout);
process.exitCode = await run(process.argv.slice(2), firstSignal());
