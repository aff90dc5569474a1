import 'reflect-metadata';
import { run } from '../run.js';
import type { Asked } from './session.js';
import type { Ended } from './recourse.js';

/** The built program, loaded once: runs the command lines that it is sent, one after the other, and sends how each ended. */
let last: Promise<void> = Promise.resolve();
process.on('message', (asked: Asked) => {
  last = last.then(async () => void process.send!(await answer(asked)));
});

async function answer({ args, env, cwd }: Asked): Promise<Ended> {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(cwd);
  const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)];
  const status = await run(args, new AbortController().signal);
  return { status, stdout: stdout.end(), stderr: stderr.end() };
}

/** Keeps what is written instead of passing it on, until `end`. */
function capture(stream: NodeJS.WriteStream): { end(): string } {
  const parts: Buffer[] = [];
  const { write } = stream;
  stream.write = (part: string | Uint8Array, encoding?: unknown, done?: unknown) => {
    parts.push(Buffer.from(part as string));
    for (const callback of [encoding, done]) if (typeof callback === 'function') queueMicrotask(() => callback());
    return true;
  };
  return {
    end: () => {
      stream.write = write;
      return Buffer.concat(parts).toString();
    },
  };
}
