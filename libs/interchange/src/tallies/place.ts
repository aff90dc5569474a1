import { isObject } from '../spelling.js';

export type Path = readonly (string | number)[];

/** What is wrong with a value, and where it stands. */
export interface Misplaced {
  readonly path: Path;
  readonly reason: string;
}

/** A value of a file and where it stands; what is wrong with it is put to the problems, and reading goes on. */
export class Place {
  constructor(
    readonly value: unknown,
    readonly path: Path,
    private readonly problems: Misplaced[],
  ) {}

  get isGiven(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  refuse(reason: string): void {
    this.problems.push({ path: this.path, reason });
  }

  /** The fields of an object; none where it is no object. */
  fields(max: number): Map<string, Place> {
    if (!isObject(this.value)) return this.none(this.isGiven ? 'must be an object' : 'is missing');
    const names = Object.keys(this.value);
    if (names.length > max) return this.none(`must have no more than ${max} fields`);
    const fields = this.value;
    return new Map(names.map((name) => [name, this.inside(name, fields[name])]));
  }

  /** As fields, of an object that has these and no others; what is not given has a place as well. */
  known<Name extends string>(names: readonly Name[]): Record<Name, Place> {
    const fields = this.fields(Infinity);
    for (const [name, place] of fields) {
      if (!(names as readonly string[]).includes(name)) place.refuse('is not a known field');
    }
    const all = names.map((name) => [name, fields.get(name) ?? this.absent(name)]);
    return Object.fromEntries(all) as Record<Name, Place>;
  }

  /** The place of a field that is not there. */
  absent(name: string): Place {
    return this.inside(name, undefined);
  }

  /** The items of a list; none where it is no list. */
  items(max: number): Place[] {
    if (!Array.isArray(this.value)) this.refuse(this.isGiven ? 'must be a list' : 'is missing');
    else if (this.value.length > max) this.refuse(`must have no more than ${max} items`);
    else return this.value.map((item, index) => this.inside(index, item));
    return [];
  }

  private inside(name: string | number, value: unknown): Place {
    return new Place(value, [...this.path, name], this.problems);
  }

  private none(reason: string): Map<string, Place> {
    this.refuse(reason);
    return new Map();
  }
}

const PLAIN = /^[\p{L}\p{M}\p{N}_.& -]{1,100}$/u;

/** A path as it is told: `cross.aware_no.involved`, `statements[0].parts[1]`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    const name = PLAIN.test(step) ? step : JSON.stringify(step.slice(0, 100));
    return text === '' ? name : `${text}.${name}`;
  }, '');
}
