import { isShare, type Share, type Shares } from '#measures';
import { csvOf, type Cells } from '../csv.js';
import type { TabulatedReport } from './tabulated-report.js';

const COLUMNS = [
  ...['section', 'row', 'column', 'figure', 'n', 'base', 'of', 'percent', 'ci_low', 'ci_high'],
  ...['as_of', 'known_at', 'position', 'drill_down'],
];

/** The table of a report: a row for each figure; a cell is empty where nothing is told. */
export function tabulatedCsv({ table, frame }: TabulatedReport): string {
  const { asOf, knownAt, position } = frame;
  const rows = figuresIn(table).map(({ path: [section, row, column], share }): Cells => {
    const { figure, n, base, of, percent, ci, drillDown } = share;
    return {
      ...{ section: section!, row: row ?? null, column: column ?? null },
      ...{ figure, n, base, of, percent, ci_low: ci?.low ?? null, ci_high: ci?.high ?? null },
      ...{ as_of: asOf, known_at: knownAt, position, drill_down: drillDown },
    };
  });
  return csvOf(COLUMNS, rows);
}

interface Placed {
  readonly path: readonly string[];
  readonly share: Share;
}

/** Every figure of a table with the labels that lead to it. */
function figuresIn(shares: Shares | TabulatedReport['table'], path: readonly string[] = []): Placed[] {
  if (isShare(shares)) return [{ path, share: shares }];
  return Object.entries(shares).flatMap(([label, part]) => figuresIn(part, [...path, label]));
}
