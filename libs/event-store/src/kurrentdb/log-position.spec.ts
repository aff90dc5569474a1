import fc from 'fast-check';
import { InvalidRead } from '../errors.js';
import { eventPosition, parsePosition, passedOver, START } from './log-position.js';

const record = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n });

describe('a position in KurrentDB’s log', () => {
  it('sorts as text as the log does, also where records were passed over', () => {
    fc.assert(
      fc.property(record, record, record, (a, b, beyond) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        const positions = [START, eventPosition(String(first))];
        if (first < second) positions.push(eventPosition(String(second)));
        if (beyond > first && beyond < second) positions.splice(2, 0, passedOver(positions[1]!, String(beyond)));
        expect([...positions].sort()).toEqual(positions);
      }),
    );
  });

  it('survives a URL and comes back as it was', () => {
    fc.assert(
      fc.property(record, record, (event, beyond) => {
        const position = passedOver(passedOver(eventPosition(String(event)), '1'), String(beyond));
        expect(new URL(`http://a?from=${position}`).searchParams.get('from')).toBe(position);
        expect(encodeURIComponent(position)).toBe(position);
        expect(parsePosition(position)).toEqual({ event, record: beyond });
      }),
    );
  });

  it('before the first event has none', () => {
    expect(parsePosition(START)).toEqual({ event: undefined, record: undefined });
    expect(parsePosition(passedOver(START, '7'))).toEqual({ event: undefined, record: 7n });
  });

  it.each(['', 'b7', '0000000000000000007', 'b0000000000000000007.7', 'nowhere', '-1'])('%j is refused', (position) => {
    expect(() => parsePosition(position)).toThrow(InvalidRead);
  });
});
