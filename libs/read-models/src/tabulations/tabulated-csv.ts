import { isShare, type LengthSummary, type Share, type Shares } from '#measures';
import { csvOf, type Cells } from '../csv.js';
import type { TabulatedReport } from './tabulated-report.js';

const FIGURE_COLUMNS = ['section', 'row', 'column', 'figure', 'n', 'base', 'of', 'percent', 'ci_low', 'ci_high'];
/** Of reports that measure lengths. */
const LENGTH_COLUMNS = [
  ...['unit', 'events', 'censored', 'competing', 'quarantined'],
  ...['median_low', 'median_high', 'median_ci_low', 'median_ci_high'],
];
const FRAME_COLUMNS = ['as_of', 'known_at', 'position', 'drill_down'];

/** The table of a report: a row for each figure, then one for each length; a cell is empty where nothing is told. */
export function tabulatedCsv({ table, lengths, frame }: TabulatedReport): string {
  const { asOf, knownAt, position } = frame;
  const framed = { as_of: asOf, known_at: knownAt, position };
  const figures = figuresIn(table).map((placed) => ({ ...figureCells(placed), ...framed }));
  const lasting = Object.entries(lengths ?? {}).map(([name, length]) => ({ ...lengthCells(name, length), ...framed }));
  const columns = [...FIGURE_COLUMNS, ...(lengths ? LENGTH_COLUMNS : []), ...FRAME_COLUMNS];
  return csvOf(columns, [...figures, ...lasting]);
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

function figureCells({ path: [section, row, column], share }: Placed): Cells {
  const { figure, n, base, of, percent, ci, drillDown } = share;
  return {
    ...{ section: section!, row: row ?? null, column: column ?? null },
    ...{ figure, n, base, of, percent, ci_low: ci?.low ?? null, ci_high: ci?.high ?? null, drill_down: drillDown },
  };
}

function lengthCells(section: string, { figures, ...counted }: LengthSummary): Cells {
  const { low = null, high = null, ci } = figures?.median ?? {};
  return {
    ...{ section, ...counted, median_low: low, median_high: high },
    ...{ median_ci_low: ci?.low ?? null, median_ci_high: ci?.high ?? null },
  };
}
