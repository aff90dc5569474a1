import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { CommandFailed } from '../failure.js';

/** Where a result goes: all of it, or none that could be taken for it. */
export interface ResultTarget {
  /** @throws CommandFailed */
  write(text: string): Promise<void>;
  /** @throws CommandFailed */
  complete(): Promise<void>;
  /** Takes back what is there, unless it is complete. */
  discard(): Promise<void>;
}

/** @param path of a file, which is replaced once all is there; standard output without one. @throws CommandFailed */
export function openResult(path: string | undefined): Promise<ResultTarget> {
  return path === undefined ? Promise.resolve(new StandardOutput()) : ResultFile.open(path);
}

class StandardOutput implements ResultTarget {
  constructor() {
    // Told to whoever writes, as well; without a listener it would end the process.
    process.stdout.on('error', () => undefined);
  }

  async write(text: string): Promise<void> {
    await new Promise<void>((resolve, reject) =>
      process.stdout.write(text, (error) => (error ? reject(unwritable('standard output', error)) : resolve())),
    );
  }

  async complete(): Promise<void> {}

  async discard(): Promise<void> {}
}

/** Written beside its place, and moved there in one step. */
class ResultFile implements ResultTarget {
  private isComplete = false;

  private constructor(
    private readonly path: string,
    private readonly place: string,
    /** Undefined for what is no file, such as a pipe, in whose place nothing may be put. */
    private readonly beside: string | undefined,
    private readonly file: FileHandle,
  ) {}

  static async open(path: string): Promise<ResultFile> {
    try {
      const place = await realpath(path).catch(() => path);
      const found = await stat(place).catch(() => undefined);
      const beside =
        found && !found.isFile() ? undefined : join(dirname(place), `.${basename(place)}.${process.pid}.partial`);
      return new ResultFile(path, place, beside, await open(beside ?? place, 'w'));
    } catch (error) {
      throw unwritable(path, error, EXIT.usage);
    }
  }

  write(text: string): Promise<void> {
    return this.orUnwritable(() => this.file.writeFile(text));
  }

  complete(): Promise<void> {
    return this.orUnwritable(async () => {
      if (this.beside !== undefined) await this.file.sync();
      await this.file.close();
      if (this.beside !== undefined) await rename(this.beside, this.place);
      this.isComplete = true;
    });
  }

  async discard(): Promise<void> {
    if (this.isComplete) return;
    await this.file.close().catch(() => undefined);
    if (this.beside !== undefined) await rm(this.beside, { force: true });
  }

  private async orUnwritable(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw unwritable(this.path, error);
    }
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'its disk is read-only',
  EISDIR: 'it is a folder',
  ENOSPC: 'no space is left',
  EDQUOT: 'no space is left',
  EPIPE: 'nobody reads it any more',
};

function unwritable(name: string, error: unknown, status: ExitStatus = EXIT.unavailable): CommandFailed {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return new CommandFailed(`${name} cannot be written: ${REASONS[code] ?? message}`, status);
}
