import { readFileSync } from 'node:fs';
import { validateXML } from 'xmllint-wasm';
import { MemoryEventStore, type EventStore } from '#event-store';
import { exported } from '../test-support/exported.js';
import { AWKWARD, idOf, livelyLedger, SECRET } from '../test-support/lively-ledger.js';

const SCHEMA = new URL('../test-support/schemas/xes-ieee-1849-2016.xsd', import.meta.url);

async function errorsIn(xes: string): Promise<string[]> {
  const schema = [readFileSync(SCHEMA, 'utf8')];
  const { errors } = await validateXML({ xml: [{ fileName: 'log.xes', contents: xes }], schema });
  return errors.map(({ message }) => message);
}

let store: EventStore;
beforeAll(async () => (store = await livelyLedger()));

const xes = async (request = {}) => (await exported(store, 'xes', request)).text;

/** The events of a log, as the attributes of each by key. */
function eventsIn(text: string): Record<string, string>[] {
  return [...text.matchAll(/<event>\n([^]*?)<\/event>/g)].map(([, inner]) =>
    Object.fromEntries([...inner!.matchAll(/key="([^"]*)" value="([^"]*)"/g)].map(([, key, value]) => [key, value])),
  );
}

describe('a log in XES', () => {
  it.each(['cases', 'engagements'])('of %s keeps to the schema of the standard', async (traces) => {
    expect(await errorsIn(await xes({ traces }))).toEqual([]);
  });

  it.each([
    ['a timestamp that is a vague date', /value="2021-01-01T00:00:00.000\+08:00"/, 'value="2021"'],
    ['an attribute without a key', / key="concept:name"/, ''],
    ['an event outside its trace', '<trace>', '<event>'],
  ])('would not, with %s', async (_, found, put) => {
    expect(await errorsIn((await xes()).replace(found, put))).not.toEqual([]);
  });

  it('of an empty log keeps to it as well', async () => {
    const { text, manifest } = await exported(new MemoryEventStore(), 'xes');
    expect(await errorsIn(text)).toEqual([]);
    expect(manifest).toMatchObject({ to: null, counts: {} });
  });

  it('has cases as traces, their steps as they stand, in order of occurrence', async () => {
    const text = await xes();
    expect(text.match(/<trace>/g)).toHaveLength(3);
    const ofA = eventsIn(text.slice(0, text.indexOf('</trace>')));
    expect(ofA.map((event) => event['concept:name'])).toEqual([
      'PostedOnline',
      'UnionCalled',
      'Deflected',
      'UnionCalled',
      'AgencyContacted',
      'Intervened',
      'Resolved',
      'Closed',
    ]);
    expect(ofA[3]).toMatchObject({ outcome: 'hung_up', corrected: 'true', 'org:role': 'district', edtf: '2021-07-02' });
  });

  it('marks every date without a time of day, with its bounds, and gives every moment an offset', async () => {
    const [opened, called] = eventsIn(await xes());
    expect(opened).toMatchObject({
      precise: 'false',
      edtf: '2021',
      'time:timestamp': '2021-01-01T00:00:00.000+08:00',
      earliest: '2021-01-01T00:00:00.000+08:00',
    });
    // The call tells that the case cannot have been opened later.
    expect(opened!.latest).toMatch(/^2021-06-15T14:01/);
    expect(called).toMatchObject({ precise: 'true', 'time:timestamp': '2021-06-15T14:00:00.000+08:00' });
    const text = await xes();
    const dates = [...text.matchAll(/<date key="[^"]*" value="([^"]*)"/g)].map(([, value]) => value);
    expect(dates.filter((value) => !/^\d{4}-\d\d-\d\dT[\d:.]{12}(Z|[+-]\d\d:\d\d)$/.test(value!))).toEqual([]);
  });

  it('has timestamps that do not go back within a trace', async () => {
    for (const trace of (await xes()).split('</trace>')) {
      const times = eventsIn(trace).map((event) => Date.parse(event['time:timestamp']!));
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
  });

  it('reads dates in the time zone of their case', async () => {
    expect(await xes()).toContain('value="2022-03-02T09:00:00.000-05:00"');
  });

  it('of engagements has what a union did, and what belongs to nobody', async () => {
    const text = await xes({ traces: 'engagements' });
    const traces = text.split('</trace>').slice(0, -1);
    expect(traces).toHaveLength(3);
    const [, ofDistrict] = traces;
    expect(ofDistrict).toContain(`value="${idOf('a')}/${idOf('district')}"`);
    expect(ofDistrict).toContain('<string key="first_reply" value="competing"/>');
    expect(eventsIn(ofDistrict!).map((event) => event['concept:name'])).toEqual([
      'PostedOnline',
      'UnionCalled',
      'AgencyContacted',
      'Resolved',
      'Closed',
    ]);
  });

  it('can be narrowed by type, level, union, sector, region and time', async () => {
    const names = async (conditions: object) =>
      eventsIn(await xes({ conditions })).map((event) => event['concept:name']);
    expect(await names({ types: 'Deflected,Resolved' })).toEqual(['Deflected', 'Resolved']);
    expect(await names({ level: 'subdistrict' })).toEqual(['UnionCalled']);
    expect(await names({ unionId: idOf('city') })).toEqual(['UnionCalled', 'Deflected', 'Intervened']);
    expect(await names({ sector: 'taxi' })).toEqual(['CaseReceived', 'UnionCalled']);
    expect(await names({ region: '44', types: 'LinkedAsDuplicate' })).toEqual(['LinkedAsDuplicate']);
    expect(await names({ since: '2022-03-02T06:00Z' })).toEqual(['UnionCalled']);
    expect(await names({ since: '2022-07-02', time: 'recorded' })).toEqual([]);
  });

  it('as it was at a date has no later steps', async () => {
    const text = await xes({ asOf: Date.parse('2021-07-31T16:00:00Z') });
    expect(eventsIn(text).map((event) => event['concept:name'])).not.toContain('Resolved');
  });

  it('holds names as they are, and no word of a worker', async () => {
    const text = await xes();
    const written = eventsIn(text)[1]!['org:group']!.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(+code));
    expect(written).toBe(AWKWARD.replace('\u0001', '\uFFFD'));
    expect(text).not.toContain(SECRET);
  });
});
