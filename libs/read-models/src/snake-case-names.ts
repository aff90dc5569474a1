import { DefaultNamingStrategy } from 'typeorm';

/** `openedEarliest` is the column `opened_earliest`; columns of an embedded class carry its prefix. */
export class SnakeCaseNames extends DefaultNamingStrategy {
  override columnName(property: string, name: string | undefined, prefixes: string[]): string {
    return prefixes.join('') + (name ?? property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  }
}
