import type { PublicationView, Reproduction } from '#read-models';
import { table } from './table.js';

/** What was recorded of a published report, a line for each thing worth printing below a table. */
export function publicationText(view: PublicationView): string {
  const { reportId, report, title, note, request, sha256, frame, publishedAt, publishedBy, position } = view;
  const asked = Object.entries(request).map(([name, value]) => `${name}=${value}`);
  return [
    `report     ${reportId}`,
    ...(title === null ? [] : [`title      ${title}`]),
    ...(note === null ? [] : [`note       ${note}`]),
    `of         ${[report, ...asked].join(' ')}`,
    `published  ${publishedAt} by ${publishedBy}, at position ${position}`,
    `stands on  as of ${frame.asOf}, as known at ${frame.knownAt}, log position ${frame.position || '(empty)'}`,
    `SHA-256    ${sha256}`,
  ].join('\n');
}

export function publicationsTable(items: readonly PublicationView[]): string {
  if (items.length === 0) return 'no report has been published';
  const rows = items.map(({ reportId, publishedAt, report, title }) => [reportId, publishedAt, report, title ?? '']);
  return table(['report', 'published', 'of', 'title'], rows);
}

/** Whether a report came out the same, and if not, why. */
export function reproductionText({ reproduced, sha256Now, differences }: Reproduction): string {
  if (reproduced) return 'now        the same: computed again just now, it has this digest';
  const versions = differences.map(({ of, published, now }) => `${of} was ${published ?? 'none'}, is ${now ?? 'none'}`);
  const why = versions.length > 0 ? versions.join('; ') : 'its events are not those that were counted';
  return [`now        ANOTHER: ${why}`, `           SHA-256 now ${sha256Now}`].join('\n');
}
