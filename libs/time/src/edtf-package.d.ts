/** The reference parser that the tests compare ours with; it ships no types. */
declare module 'edtf' {
  /** `min` and `max` are the first and the last millisecond, in UTC. */
  export default function edtf(text: string): { readonly min: number; readonly max: number };
}
