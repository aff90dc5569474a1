import { listBehind } from './list-behind.js';

describe('the address of the list behind a count', () => {
  it('carries the conditions and the group', () => {
    const conditions = {
      sector: 'construction',
      department: "workers' hotline",
      level: undefined,
      measure: 'awareness',
    };
    expect(listBehind(conditions, { by: 'union', key: 'u1' })).toBe(
      '/v1/engagements?sector=construction&department=workers%27+hotline&measure=awareness&unionId=u1',
    );
  });

  it('narrows a condition to the group', () => {
    expect(listBehind({ region: '44' }, { by: 'region', key: '440306' })).toBe('/v1/engagements?region=440306');
  });
});
