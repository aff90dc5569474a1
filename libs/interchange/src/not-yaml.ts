import type { LineCounter, YAMLError } from 'yaml';
import { UnreadableFile } from './errors.js';

/** Why a text is not YAML, and where. */
export function notYaml(error: YAMLError, lines: LineCounter): UnreadableFile {
  const { line, col } = lines.linePos(error.pos[0]);
  return new UnreadableFile(`it is not YAML: ${complaint(error)} at column ${col}`, line);
}

/** The parser's messages quote the text, which may be a worker's words; its codes, such as UNEXPECTED_TOKEN, do not. */
function complaint({ code }: YAMLError): string {
  return code.toLowerCase().replaceAll('_', ' ');
}
