import { jest } from '@jest/globals';
import { OpenStreams } from './open-streams.js';
import { openCase } from '../test-support/samples.js';
import { TestApi } from '../test-support/test-api.js';

const FAR = '0000000000000999999';

let api: TestApi;
beforeAll(async () => void (api = await TestApi.start({ projecting: false })));
afterAll(() => api.stop());

describe('minPosition', () => {
  it('is a 503 that may be tried again when the read models do not get there', async () => {
    const { caseId, position } = await openCase(api);
    const paths = ['/v1/cases', `/v1/cases/${caseId}`, '/v1/unions', '/v1/engagements', '/v1/reports/accountability'];
    const answers = await Promise.all(paths.map((path) => api.get(`${path}?minPosition=${position}`)));
    for (const { status, body, headers } of answers) {
      expect([status, body.type]).toEqual([503, '/problems/projection-behind']);
      expect(headers.get('retry-after')).toBe('1');
      const behind = [
        { projection: 'cases', position: null },
        { projection: 'published_reports', position: null },
        { projection: 'unions', position: null },
      ];
      expect([body.behind, body.detail]).toEqual([behind, expect.stringContaining('cases stands at the beginning')]);
    }
  });

  it('that is none is named before anybody waits', async () => {
    for (const minPosition of ['7', 'x', '', '9'.repeat(20)]) {
      const { status, body } = await api.get(`/v1/cases?minPosition=${minPosition}`);
      expect([status, body.errors[0].field]).toEqual([422, 'minPosition']);
    }
  });

  it('of another kind of log is refused on every query, whether it would sort before or behind', async () => {
    const paths = ['/v1/cases', '/v1/unions', '/v1/engagements', '/v1/reports/response-times', '/v1/events'];
    for (const minPosition of [`b${FAR}`, `b${FAR}.${FAR}`]) {
      for (const path of paths) {
        const { status, body } = await api.get(`${path}?minPosition=${minPosition}`);
        expect([status, body.type]).toEqual([422, '/problems/validation']);
        expect(body.errors).toEqual([{ field: 'minPosition', message: expect.stringContaining('another log') }]);
      }
    }
  });

  it('waits for nothing when another condition is wrong', async () => {
    const waits = jest.spyOn(api.projections, 'waitFor');
    const { status, body } = await api.get(`/v1/cases?minPosition=${FAR}&limit=abc`);
    expect([status, body.errors[0].field]).toEqual([422, 'limit']);
    expect(waits).not.toHaveBeenCalled();
    waits.mockRestore();
  });

  it('does not hold up a shutdown', async () => {
    const other = await TestApi.start({ projecting: false });
    const waiting = other.get(`/v1/cases?minPosition=${FAR}`);
    while (!other.app.get(OpenStreams).size) await new Promise((resolve) => setImmediate(resolve));
    const [{ status, body }] = await Promise.all([waiting, other.stop()]);
    expect([status, body.type]).toEqual([503, '/problems/shutting-down']);
  });
});
