import { InvalidContent, validateContent } from '#unions';
import { wrongUsage } from './failure.js';

/** What options ask for. @throws CommandFailed naming each that is wrong */
export function requestOf<Request extends object>(type: new () => Request, asked: object): Request {
  try {
    return validateContent(type, asked);
  } catch (error) {
    throw usageOf(error);
  }
}

/** The same for what is found wrong on the way. */
export async function orWrongUsage<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    throw usageOf(error);
  }
}

/** Fields have the names of the API; options are spelled with dashes. */
function usageOf(error: unknown): unknown {
  if (!(error instanceof InvalidContent)) return error;
  const told = error.errors.map(({ field, message, known }) => {
    const option = field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/-id$/, '');
    const list = known?.join(', ');
    return `--${option}: ${message}${list && !message.endsWith(list) ? ` (known: ${list})` : ''}`;
  });
  return wrongUsage(told.join('; '));
}
