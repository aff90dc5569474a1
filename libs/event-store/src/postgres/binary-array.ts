/**
 * PostgreSQL's binary form of a one-dimensional array without NULLs. It spares both sides the escaping of text, which
 * costs more than the insert itself when the elements are JSON.
 */
export function textArray(values: readonly string[]): Buffer {
  const array = allocate(
    TEXT,
    values.length,
    values.reduce((sum, value) => sum + Buffer.byteLength(value), 0),
  );
  let offset = HEADER;
  for (const value of values) {
    const bytes = array.write(value, offset + 4);
    array.writeInt32BE(bytes, offset);
    offset += 4 + bytes;
  }
  return array;
}

export function bigintArray(values: readonly number[]): Buffer {
  const array = allocate(BIGINT, values.length, 8 * values.length);
  let offset = HEADER;
  for (const value of values) {
    array.writeInt32BE(8, offset);
    array.writeBigInt64BE(BigInt(value), offset + 4);
    offset += 12;
  }
  return array;
}

export function uuidArray(values: readonly string[]): Buffer {
  const array = allocate(UUID, values.length, 16 * values.length);
  let offset = HEADER;
  for (const value of values) {
    array.writeInt32BE(16, offset);
    array.write(value.replaceAll('-', ''), offset + 4, 'hex');
    offset += 20;
  }
  return array;
}

/** The elements of a bigint[] as PostgreSQL writes it in text: `{1,NULL,3}`. */
export function parseBigints(text: string): (number | null)[] {
  const elements = text.slice(1, -1).split(',');
  return elements.map((element) => (element === 'NULL' ? null : Number(element)));
}

/** Object ids of the element types in pg_type, the same in every PostgreSQL. */
const TEXT = 25;
const BIGINT = 20;
const UUID = 2950;

/** Dimensions, whether there are NULLs, element type, length, lower bound: 32 bits each. */
const HEADER = 20;

function allocate(elementType: number, length: number, bytes: number): Buffer {
  const array = Buffer.allocUnsafe(HEADER + 4 * length + bytes);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(0, 4);
  array.writeInt32BE(elementType, 8);
  array.writeInt32BE(length, 12);
  array.writeInt32BE(1, 16);
  return array;
}
