import { SourceIds, sourceOf, reportCasesFile, streamOf, type Subject } from '#interchange';
import { isId } from '#unions';
import { wrongUsage } from './failure.js';

/**
 * What `case:KEY` or `union:KEY` names, a key being that of the file it was imported from; an id in place of the key needs
 * no source. A stream's own name, `case-<uuid>`, will do as well.
 * @param source as it was imported under; the study's cases without one
 * @throws CommandFailed
 */
export function subjectNamed(text: string, source = usualSource()): Subject {
  const [, kind, name = ''] = /^(case|union|report)[:-](.+)$/.exec(text) ?? [];
  if (kind === undefined)
    throw wrongUsage(`${text} names no stream: case:KEY, case:UUID, union:KEY or union:UUID does`);
  if (isId(name)) return { kind: kind as Subject['kind'], id: name };
  const ids = new SourceIds(source);
  if (kind === 'report' || text[kind.length] === '-') throw wrongUsage(`${name} is no UUID in lower case`);
  return kind === 'case' ? { kind, id: ids.caseId(name) } : { kind: 'union', id: ids.unionId(name) };
}

/** That there is no such thing; under which source, since a key of another one is an easy mistake. */
export function noSuch(text: string, subject: Subject, source = usualSource()): string {
  const isNamedByKey = !text.endsWith(subject.id);
  return `there is no ${text}${isNamedByKey ? ` (${streamOf(subject)}, by --source ${source})` : ''}`;
}

function usualSource(): string {
  return sourceOf(reportCasesFile());
}
