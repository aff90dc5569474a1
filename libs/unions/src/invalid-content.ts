/** One thing wrong with one field; `field` is a path such as `employers[0].name`, empty for the whole. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
  /** The codes that would have been accepted. */
  readonly known?: readonly string[];
}

/** A content that does not fit its class. Messages name fields and rules, never the values given. */
export class InvalidContent extends Error {
  constructor(readonly errors: readonly FieldError[]) {
    super(errors.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; '));
    this.name = 'InvalidContent';
  }
}
