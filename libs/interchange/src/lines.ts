const NEWLINE = 0x0a;

export interface Line {
  readonly line: number;
  /** The line without its newline; undefined when it is longer than the limit. */
  readonly bytes: Buffer | undefined;
  /** Offset of the first byte after the line. */
  readonly end: number;
}

/** Cuts a stream of bytes into lines, holding no more than one chunk and one line of at most `limit` bytes. */
export async function* readLines(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Line> {
  const held = new HeldBytes(limit);
  let line = 1;
  let offset = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      held.add(chunk.subarray(from, at));
      from = at + 1;
      yield { line: line++, bytes: held.take(), end: offset + from };
    }
    held.add(chunk.subarray(from));
    offset += chunk.length;
  }
  if (held.length > 0) yield { line, bytes: held.take(), end: offset };
}

/** The beginning of a line whose end has not been read yet. */
class HeldBytes {
  private parts: Buffer[] = [];
  length = 0;

  constructor(private readonly limit: number) {}

  add(part: Buffer): void {
    this.length += part.length;
    if (this.length > this.limit) this.parts = [];
    else if (part.length > 0) this.parts.push(part);
  }

  take(): Buffer | undefined {
    const bytes = this.length > this.limit ? undefined : this.joined();
    this.parts = [];
    this.length = 0;
    return bytes;
  }

  private joined(): Buffer {
    return this.parts.length === 1 ? this.parts[0]! : Buffer.concat(this.parts);
  }
}
