import Table from 'cli-table3';
import type { ResponseGroup, ResponseTimesReport } from '#read-models';

const COLUMNS: readonly (readonly [title: string, count: (group: ResponseGroup) => number])[] = [
  ['called', ({ n }) => n],
  ['helped', ({ classes }) => classes.helped ?? 0],
  ['informed', ({ classes }) => classes.informed ?? 0],
  ['deflected', ({ classes }) => classes.deflected ?? 0],
  ['silent', ({ silent }) => silent],
  ['competing', ({ competing }) => Object.values(competing).reduce((sum, n) => sum + n, 0)],
  ['not called', ({ notStarted }) => notStarted],
];

/**
 * What whoever started the service sees: where it is, and how unions responded in the cases it holds; undefined when the
 * read models cannot tell yet.
 */
export function welcome(url: string, report: ResponseTimesReport | undefined): string {
  return `
Recourse is running.

  API   ${url}/v1/cases
  docs  ${url}/docs

${report ? responses(url, report) : BEHIND.replace('URL', url)}`;
}

const BEHIND = `The read models do not show everything that is recorded yet, so there is nothing to count. How far they are, and why:

  curl 'URL/v1/projections'

With PROJECTOR=off a process of its own keeps them: npm run projector
`;

function responses(url: string, report: ResponseTimesReport): string {
  return `How unions responded when they were called, by their level:

${table(report)}

One line of the table counts engagements: one case and one union. helped: its first answer was a commitment, a meeting
or an intervention; informed: it gave information; deflected: it sent the worker away; silent: it has not answered; and
competing: the case ended before it did. These five add up to "called". Unions that somebody named and nobody called are
counted apart, since they were never asked. Every number has its list, and every item its clocks in [shortest, longest]:

  curl '${url}/v1/engagements?level=municipal&outcome=deflected'
`;
}

function table({ groups, total }: ResponseTimesReport): string {
  const shown = new Table({
    head: ['level', ...COLUMNS.map(([title]) => title)],
    colAligns: ['left', ...COLUMNS.map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  });
  for (const group of [...groups, { ...total, key: { level: 'all levels' } }]) {
    shown.push([group.key.level!, ...COLUMNS.map(([, count]) => count(group))]);
  }
  return indented(shown.toString());
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}
