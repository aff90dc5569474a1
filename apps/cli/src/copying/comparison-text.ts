import { describeDifference, type Comparison, type LogSummary } from '#log-copy';

/** What a comparison found, in lines. */
export function comparisonText({ source, target, identical, difference, disorder }: Comparison): string {
  return [summaryLine('source', source), summaryLine('target', target), verdict()].join('\n');

  function verdict(): string {
    if (identical) return 'the logs are identical';
    if (difference) return `the logs differ: ${describeDifference(difference)}`;
    return `the logs have the same streams, whose events follow each other in another order: ${describeDifference(disorder!)}`;
  }
}

function summaryLine(name: string, { events, streams, digest }: LogSummary): string {
  return `${name}  ${events} events in ${streams} streams, SHA-256 ${digest}`;
}
