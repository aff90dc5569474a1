/**
 * Zeros, to be filled in. An array of numbers takes one object where a typed one takes three, of which a report on thousands
 * of groups would have hundreds of thousands.
 */
export function column(length: number): number[] {
  return new Array<number>(length).fill(0);
}
