import { fileURLToPath } from 'node:url';

/** Path of the published study's fourteen cases and seventeen unions, ready to import. */
export function reportCasesFile(): string {
  return fileURLToPath(new URL('./report-cases.yaml', import.meta.url));
}
