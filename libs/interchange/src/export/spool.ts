import { open, mkdtemp, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Text that is put aside until its turn comes, in a temporary file, so that memory does not grow with it. */
export class Spool {
  private constructor(
    private readonly directory: string,
    private readonly file: FileHandle,
  ) {}

  static async create(): Promise<Spool> {
    const directory = await mkdtemp(join(tmpdir(), 'recourse-export-'));
    try {
      return new Spool(directory, await open(join(directory, 'spool'), 'wx+', 0o600));
    } catch (error) {
      await rm(directory, { recursive: true, force: true });
      throw error;
    }
  }

  async add(text: string): Promise<void> {
    await this.file.appendFile(text);
  }

  /** All that was added, from the beginning. */
  texts(): AsyncIterable<Buffer> {
    return this.file.createReadStream({ start: 0, autoClose: false });
  }

  async remove(): Promise<void> {
    await this.file.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}
