import { isId } from '#unions';
import { keyProblem } from './keys.js';
import type { Problem } from './mapped.js';
import type { SourceIds } from './source-ids.js';

/** One item as it is being read: what its references mean, and what was found wrong so far. */
export class ItemReading {
  /** What the ids in the commands are called in the file. */
  readonly names = new Map<string, string>();
  readonly problems: Problem[] = [];

  constructor(
    readonly ids: SourceIds,
    /** The item's own key. */
    readonly key: string,
  ) {}

  refuse(field: string, reason: string): void {
    this.problems.push({ field, reason });
  }

  unionId(key: unknown): unknown {
    return this.resolve(key, (text) => this.ids.unionId(text));
  }

  caseId(key: unknown): unknown {
    return this.resolve(key, (text) => this.ids.caseId(text));
  }

  /** A step of this case. */
  stepId(key: unknown): unknown {
    return this.resolve(key, (text) => this.ids.stepId(this.key, text));
  }

  named(id: string, name: string): string {
    this.names.set(id, name);
    return id;
  }

  /** A key of this source, or the id of anything; what can be neither is left for validation to refuse. */
  private resolve(key: unknown, idOf: (key: string) => string): unknown {
    if (keyProblem(key)) return key;
    const name = key as string;
    return this.named(isId(name) ? name : idOf(name), name);
  }
}
