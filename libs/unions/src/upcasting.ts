/** Turns the data of one schema version into that of the next. */
export type Upcaster = (data: Record<string, unknown>) => Record<string, unknown>;

/** An event whose type or schema version this program does not know: it was written by a newer one. */
export class UnknownSchema extends Error {
  constructor(
    readonly type: string,
    readonly schemaVersion: unknown,
  ) {
    super(`unknown event schema: ${type} version ${String(schemaVersion)}`);
    this.name = 'UnknownSchema';
  }
}

/** Per event type the upcasters from version 1 to 2, from 2 to 3 and so on: the current version is one more than they are. */
export class UpcasterChain<Type extends string> {
  constructor(private readonly upcasters: Readonly<Record<Type, readonly Upcaster[]>>) {}

  /** The version that is written now. */
  currentVersion(type: Type): number {
    return this.upcasters[type].length + 1;
  }

  /**
   * The data in the current schema of its type.
   * @throws UnknownSchema
   */
  upcast(type: string, schemaVersion: number, data: object): object {
    const steps = Object.hasOwn(this.upcasters, type) ? this.upcasters[type as Type] : undefined;
    if (!steps || !Number.isInteger(schemaVersion) || schemaVersion < 1 || schemaVersion > steps.length + 1) {
      throw new UnknownSchema(type, schemaVersion);
    }
    // Nearly every event is read in the version that it was written in.
    if (schemaVersion === steps.length + 1) return data;
    return steps
      .slice(schemaVersion - 1)
      .reduce<Record<string, unknown>>((older, upcaster) => upcaster(older), data as Record<string, unknown>);
  }
}
