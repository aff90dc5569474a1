/** A place in a value, such as `rows[3].days`; `the result` for the whole. */
export function pathText(path: readonly (string | number)[]): string {
  if (path.length === 0) return 'the result';
  const text = path.map((part) =>
    typeof part === 'number' ? `[${part}]` : isName(part) ? `.${part}` : `[${JSON.stringify(part)}]`,
  );
  return text.join('').replace(/^\./, '');
}

function isName(part: string): boolean {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(part);
}

/** A result that the format asked for cannot hold. */
export class UnwritableResult extends Error {
  constructor(
    readonly path: readonly (string | number)[],
    reason: string,
  ) {
    super(`${pathText(path)} ${reason}`);
    this.name = 'UnwritableResult';
  }
}
