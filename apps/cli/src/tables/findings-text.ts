import type { Finding } from '#measures';

/** The figures that cannot be right, one a line. */
export function findingsText(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'nothing speaks against these figures';
  const lines = findings.map(({ where, message }) => `  ${where}: ${message}`);
  return [
    findings.length === 1 ? '1 figure cannot be right:' : `${findings.length} figures cannot be right:`,
    ...lines,
  ].join('\n');
}
