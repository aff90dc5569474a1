/** A newer version of Recourse has migrated the schema: it has migrations that this one does not know. */
export class SchemaTooNew extends Error {
  override readonly name = 'SchemaTooNew';

  constructor(
    readonly schema: string,
    readonly migrations: readonly string[],
  ) {
    super(
      `the schema ${schema} was migrated by a newer version of Recourse (${migrations.join(', ')}): upgrade this one`,
    );
  }
}
