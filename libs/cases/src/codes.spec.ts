import { DEFLECTION_REASONS, PUBLISHED_REASON_OF, PUBLISHED_REASONS } from './codes.js';

describe('deflection reasons', () => {
  it('each belong to one of the five published categories, which are their own', () => {
    expect(PUBLISHED_REASONS).toHaveLength(5);
    for (const reason of PUBLISHED_REASONS) expect(PUBLISHED_REASON_OF[reason]).toBe(reason);
    for (const reason of DEFLECTION_REASONS) expect(PUBLISHED_REASONS).toContain(PUBLISHED_REASON_OF[reason]);
  });
});
