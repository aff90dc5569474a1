import { Matches } from 'class-validator';

/** A GB/T 2260 region code, or the digits it begins with (`44` is all of Guangdong), or one of some other words. */
export function IsRegionPrefix(...words: string[]): PropertyDecorator {
  const accepted = [String.raw`\d{2}(\d{2}(\d{2})?)?`, ...words].join('|');
  return Matches(new RegExp(`^(${accepted})$`), {
    message: ['$property must be a GB/T 2260 region code, or its first two or four digits', ...words].join(', or '),
  });
}
