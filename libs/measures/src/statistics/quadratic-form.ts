/** What is left of a diagonal element counts as nothing when it is so small a part of it. */
const TOLERANCE = 1e-10;

/**
 * The vector times the inverse of its covariance times the vector, and the rank of the covariance. What depends on
 * the others adds nothing, as with a generalized inverse: Cholesky's decomposition, where a zero on the diagonal is skipped.
 * @param covariance symmetric, with no negative eigenvalue
 */
export function quadraticForm(vector: readonly number[], covariance: readonly (readonly number[])[]) {
  const rest = [...vector];
  const matrix = covariance.map((row) => [...row]);
  let value = 0;
  let rank = 0;
  for (let pivot = 0; pivot < rest.length; pivot++) {
    const diagonal = matrix[pivot]![pivot]!;
    if (!(diagonal > TOLERANCE * covariance[pivot]![pivot]!)) continue;
    value += rest[pivot]! ** 2 / diagonal;
    rank++;
    for (let row = pivot + 1; row < rest.length; row++) {
      const factor = matrix[row]![pivot]! / diagonal;
      rest[row]! -= factor * rest[pivot]!;
      for (let column = pivot + 1; column < rest.length; column++)
        matrix[row]![column]! -= factor * matrix[pivot]![column]!;
    }
  }
  return { value, rank };
}

export function zeros(size: number): number[][] {
  return Array.from({ length: size }, () => new Array<number>(size).fill(0));
}
