/** What `@Type` recorded; class-transformer keeps it, but names it in no public module. */
declare module 'class-transformer/cjs/storage.js' {
  export const defaultMetadataStorage: {
    findTypeMetadata(
      target: new () => object,
      propertyName: string,
    ): { readonly typeFunction: () => new () => object } | undefined;
  };
}
