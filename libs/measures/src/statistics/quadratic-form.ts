/** What is left of a diagonal element counts as nothing when it is so small a part of it. */
const TOLERANCE = 1e-10;

/**
 * The vector times the inverse of its covariance times the vector, and the rank of the covariance. What depends on
 * the others adds nothing, as with a generalized inverse: Cholesky's decomposition, where a zero on the diagonal is skipped.
 * Null if the vector leaves what the covariance spans, or the estimate of that has a negative variance in some direction:
 * there is no such number then, and each order of the groups would give another.
 * @param covariance symmetric
 */
export function quadraticForm(vector: readonly number[], covariance: readonly (readonly number[])[]) {
  const rest = [...vector];
  const matrix = covariance.map((row) => [...row]);
  let value = 0;
  let rank = 0;
  const negligible = TOLERANCE * Math.max(...covariance.map((row, at) => row[at]!));
  for (let pivot = 0; pivot < rest.length; pivot++) {
    const diagonal = matrix[pivot]![pivot]!;
    if (diagonal < -negligible) return null;
    if (!(diagonal > TOLERANCE * covariance[pivot]![pivot]!)) {
      if (rest[pivot]! ** 2 > negligible) return null;
      continue;
    }
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
