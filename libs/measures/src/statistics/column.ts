/**
 * Of one value, to be filled in. An array of numbers takes one object where a typed one takes three, of which a report on thousands
 * of groups would have hundreds of thousands.
 */
export function column(length: number, value = 0): number[] {
  return new Array<number>(length).fill(value);
}
