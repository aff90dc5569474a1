import type { ResponseGroup } from '#read-models';
import { projectionsTable } from './projections-table.js';
import { responseTimesTable } from './response-times-table.js';

/** The cells of each line of a table. */
const cells = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('│'))
    .map((line) =>
      line
        .split('│')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

const group = (key: string, counts: Partial<ResponseGroup> = {}): ResponseGroup => ({
  key,
  engagements: 4,
  notStarted: 1,
  n: 3,
  classes: { helped: 0, informed: 0, deflected: 1 },
  censored: 1,
  silent: 1,
  competing: { resolved: 1 },
  ...counts,
});

describe('the table of response times', () => {
  it('has a row for each group, and the total last', () => {
    const text = responseTimesTable(
      { measure: 'first_reply', groupBy: 'level', groups: [group('municipal')], total: group('total'), duplicates: 2 },
      new Map(),
    );
    expect(cells(text)).toEqual([
      ['level', 'called', 'helped', 'informed', 'deflected', 'silent', 'competing', 'not called'],
      ['municipal', '3', '0', '0', '1', '1', '1', '1'],
      ['total', '3', '0', '0', '1', '1', '1', '1'],
    ]);
    expect(text).toMatch(/\ncompeting: resolved 1\nleft out, in duplicates of other cases: 2$/);
  });

  it('has zero where a group has none of a class that others have', () => {
    const total = group('total', { classes: { paid_in_full: 1 } });
    const groups = [group('mining', { classes: {} })];
    const text = responseTimesTable(
      { measure: 'resolution', groupBy: 'sector', groups, total, duplicates: 0 },
      new Map(),
    );
    expect(cells(text)[0]).toContain('paid in full');
    expect(cells(text)[1]).toEqual(['mining', '3', '0', '1', '1', '1']);
  });

  it('sorts by name what it shows by name', () => {
    const names = new Map([
      ['id-1', 'Renqiu'],
      ['id-2', 'Cangzhou'],
    ]);
    const groups = [group('id-1'), group('id-2')];
    const text = responseTimesTable(
      { measure: 'awareness', groupBy: 'union', groups, total: group('total'), duplicates: 0 },
      names,
    );
    expect(cells(text).map(([name]) => name)).toEqual(['union', 'Cangzhou', 'Renqiu', 'total']);
  });
});

describe('the table of projections', () => {
  it('says how far behind each is, and why one stands still', () => {
    const failure = {
      eventId: 'e1',
      type: 'NoteAdded',
      position: '7',
      message: 'Error: oops',
      at: '2022-01-01T00:00:00.000Z',
    };
    const shared = { version: 1, skipped: 0, updatedAt: '2022-01-01T00:00:00.000Z' };
    const text = projectionsTable([
      { ...shared, name: 'cases', state: 'failed', position: '6', lag: { caughtUp: false, behind: 3 }, failure },
      { ...shared, name: 'unions', state: 'booting', position: null, lag: { caughtUp: false }, failure: null },
    ]);
    expect(cells(text).slice(1)).toEqual([
      ['cases', '1', 'failed', '6', '3', '0'],
      ['unions', '1', 'booting', '-', 'yes', '0'],
    ]);
    expect(text).toMatch(/\ncases failed on NoteAdded e1 at position 7 \(2022-01-01T00:00:00.000Z\): Error: oops$/);
  });
});
