import { InvalidTallies, readTallies, UnreadableFile } from '#interchange';
import { checkTallies, fittingSplits, marginsOf, type Question, type Tallies } from '#measures';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { wrongUsage } from '../failure.js';
import { findingsText } from '../tables/findings-text.js';
import { splitsText } from '../tables/splits-text.js';

export interface CheckCommand {
  readonly path: string;
  readonly json?: boolean;
}

/** Prints which figures of a file of tallies cannot be right; what is wrong with the file goes to standard error. */
export async function checkCommand({ path, json }: CheckCommand, signal: AbortSignal): Promise<ExitStatus> {
  const tallies = await tallied(path, signal);
  if (!tallies) return EXIT.usage;
  const findings = checkTallies(tallies);
  const { cross, cases } = tallies;
  const splits = cross && fittingSplits(cross, cases);
  if (json)
    console.log(JSON.stringify({ findings, splits: splits && { ...axesOf(tallies), ...splits } }, undefined, 2));
  else console.log([findingsText(findings), ...(cross ? [splitsText(cross, splits!)] : [])].join('\n\n'));
  return findings.length > 0 ? EXIT.partly : EXIT.done;
}

/** Undefined when the file is refused, which standard error then tells line by line. */
async function tallied(path: string, signal: AbortSignal): Promise<Tallies | undefined> {
  try {
    return await readTallies(path, signal);
  } catch (error) {
    if (error instanceof UnreadableFile) throw wrongUsage(`${path} cannot be read: ${error.message}`);
    if (!(error instanceof InvalidTallies)) throw error;
    for (const { line, field, reason } of error.problems) {
      console.error([`${path}:${line}`, field, reason].filter((part) => part !== '').join(': '));
    }
    return undefined;
  }
}

function axesOf({ cross }: Tallies): { rows: string[]; columns: string[] } {
  const names = (question: Question) => marginsOf(question).map(({ name }) => name);
  return { rows: names(cross!.rows), columns: names(cross!.columns) };
}
