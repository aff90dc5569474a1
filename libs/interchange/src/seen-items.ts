import { hash } from 'node:crypto';

export type Sighting = 'new' | 'same' | { readonly line: number };

const FIELDS = 5;
const LINE = 4;
const FIRST_CAPACITY = 1024;

/**
 * Which items a file has told already, by id and text. Kept as 20 bytes an item in an open-addressed table: strings in a
 * Map would take ten times as much, and files have millions of lines.
 */
export class SeenItems {
  private capacity = FIRST_CAPACITY;
  private table = new Uint32Array(FIRST_CAPACITY * FIELDS);
  private size = 0;

  /** Remembers an item. `same`: it was told before, word for word; a line: it was told there, in other words. */
  see(id: string, text: string, line: number): Sighting {
    const entry = fingerprint(id, text, line);
    const at = this.slotOf(entry);
    if (this.table[at + LINE] === 0) {
      this.table.set(entry, at);
      this.size += 1;
      if (this.size * 2 > this.capacity) this.grow();
      return 'new';
    }
    const same = this.table[at + 2] === entry[2] && this.table[at + 3] === entry[3];
    return same ? 'same' : { line: this.table[at + LINE]! };
  }

  /** Offset of the item's slot, or of the free one where it belongs; lines begin at 1, so a free slot has line 0. */
  private slotOf(entry: Uint32Array): number {
    let slot = entry[0]! % this.capacity;
    for (;;) {
      const at = slot * FIELDS;
      if (this.table[at + LINE] === 0) return at;
      if (this.table[at] === entry[0] && this.table[at + 1] === entry[1]) return at;
      slot = (slot + 1) % this.capacity;
    }
  }

  private grow(): void {
    const before = this.table;
    this.capacity *= 2;
    this.table = new Uint32Array(this.capacity * FIELDS);
    for (let at = 0; at < before.length; at += FIELDS) {
      const entry = before.subarray(at, at + FIELDS);
      if (entry[LINE] !== 0) this.table.set(entry, this.slotOf(entry));
    }
  }
}

/** 64 bits of the id, which is a hash itself, 64 bits of the text's hash, and the line. */
function fingerprint(id: string, text: string, line: number): Uint32Array {
  const digest = hash('sha1', text, 'buffer');
  return Uint32Array.of(
    parseInt(id.slice(0, 8), 16),
    parseInt(id.slice(-8), 16),
    digest.readUInt32LE(0),
    digest.readUInt32LE(4),
    line,
  );
}
