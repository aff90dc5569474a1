import { InvalidRead } from '#event-store';
import { UnknownCalendarYear } from '#time';
import { InvalidContent, type FieldError } from '#unions';

/** Computes what a body asks for under `request`, and names what is wrong with it by its place in the body. */
export async function namingRequest<Result>(compute: () => Promise<Result>): Promise<Result> {
  try {
    return await compute();
  } catch (error) {
    const errors = errorsIn(error);
    if (!errors) throw error;
    throw new InvalidContent(errors.map((one) => ({ ...one, field: `request.${one.field}` })));
  }
}

function errorsIn(error: unknown): readonly FieldError[] | undefined {
  if (error instanceof InvalidContent) return error.errors;
  if (error instanceof UnknownCalendarYear) return [{ field: 'days', message: error.message }];
  if (error instanceof InvalidRead) return [{ field: 'position', message: error.message }];
  return undefined;
}
