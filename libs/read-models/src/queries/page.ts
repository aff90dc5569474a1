/** One page of a list and where the next one starts; null at the end. */
export interface PageOf<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
}

/** The cursor was not one that this list gave out. */
export class InvalidCursor extends Error {
  constructor() {
    super('the cursor is not one that this list gave out');
    this.name = 'InvalidCursor';
  }
}

/** Cuts a page out of `limit + 1` rows; `key` names the place of a row in the order of the list. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  key: (row: Row) => readonly (string | number)[],
  view: (row: Row) => Item,
): PageOf<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(view), nextCursor: rows.length > limit && last ? encodeCursor(key(last)) : null };
}

function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The key a cursor stands for; `types` says what each part must be. */
export function decodeCursor(cursor: string, types: readonly ('string' | 'number' | 'uuid')[]): (string | number)[] {
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw new InvalidCursor();
  }
  if (!Array.isArray(key) || key.length !== types.length) throw new InvalidCursor();
  types.forEach((type, index) => {
    if (!fits(key[index], type)) throw new InvalidCursor();
  });
  return key;
}

/** What a text column can hold: no NUL, no lone surrogates. */
const STORABLE = /^[^\0\p{Surrogate}]*$/u;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function fits(part: unknown, type: 'string' | 'number' | 'uuid'): boolean {
  if (type === 'number') return Number.isSafeInteger(part);
  return typeof part === 'string' && (type === 'uuid' ? UUID : STORABLE).test(part);
}
