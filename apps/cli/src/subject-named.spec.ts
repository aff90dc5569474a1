import { SourceIds } from '#interchange';
import { CommandFailed } from './failure.js';
import { subjectNamed } from './subject-named.js';

const ID = '624819e9-0413-520b-b63c-11d73b427fb0';

describe('what a command line names', () => {
  it.each([
    [`case:${ID}`, { kind: 'case', id: ID }],
    [`case-${ID}`, { kind: 'case', id: ID }],
    [`report-${ID}`, { kind: 'report', id: ID }],
    ['case:qiang', { kind: 'case', id: ID }],
    ['union:huizhou', { kind: 'union', id: new SourceIds('report-cases').unionId('huizhou') }],
  ])('is by %s', (text, subject) => {
    expect(subjectNamed(text)).toEqual(subject);
  });

  it('is by its key in the file that it was imported from', () => {
    expect(subjectNamed('case:a key', 'mine').id).toBe(new SourceIds('mine').caseId('a key'));
  });

  it.each([
    ['qiang', 'qiang names no stream'],
    ['moon:1', 'moon:1 names no stream'],
    ['case:', 'names no stream'],
    ['case-qiang', 'qiang is no UUID'],
    ['report:mine', 'mine is no UUID'],
  ])('is nothing by %s', (text, reason) => {
    expect(() => subjectNamed(text)).toThrow(CommandFailed);
    expect(() => subjectNamed(text)).toThrow(reason);
  });
});
