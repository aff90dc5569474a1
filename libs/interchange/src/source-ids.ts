import { parse } from 'uuid';
import { uuidV5 } from './uuid-v5.js';

/** The namespace of every id that comes from a file: fixed for ever, or repeating an old import would double it. */
const NAMESPACE = parse('5b1c7d0e-8f5a-5c57-9f0e-3d1f6b0a7c42');

/** The key that names a case's opening among its steps. */
export const OPENING_KEY = 'opened';

/** The ids of what a source tells: UUIDv5 of the source and the file's own keys, so that an import can be repeated. */
export class SourceIds {
  private readonly prefix: string;

  constructor(readonly source: string) {
    this.prefix = part(source);
  }

  unionId(key: string): string {
    return uuidV5(`${this.prefix}/union/${part(key)}`, NAMESPACE);
  }

  /** Id of the event that registers the union. */
  registrationId(key: string): string {
    return uuidV5(`${this.prefix}/union/${part(key)}/registered`, NAMESPACE);
  }

  caseId(key: string): string {
    return uuidV5(`${this.prefix}/case/${part(key)}`, NAMESPACE);
  }

  /** Id of a case's step; its opening has the key `opened`. */
  stepId(caseKey: string, stepKey: string): string {
    return uuidV5(`${this.prefix}/case/${part(caseKey)}/step/${part(stepKey)}`, NAMESPACE);
  }
}

/** Keys hold what people put in them; escaped, no two paths of keys read the same. */
function part(key: string): string {
  return encodeURIComponent(key);
}
