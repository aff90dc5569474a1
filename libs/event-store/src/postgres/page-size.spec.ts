import { PageSize } from './page-size.js';

const MIB = 1024 * 1024;

describe('the size of pages', () => {
  it('starts small and grows to what was asked for when events are small', () => {
    const size = new PageSize(1000);
    expect(size.next).toBe(200);
    size.read(200, 200 * 350);
    expect(size.next).toBe(1000);
  });

  it('keeps below what was asked for from the start', () => {
    expect(new PageSize(7).next).toBe(7);
  });

  it('shrinks to a few megabytes when events are large, down to one event', () => {
    const size = new PageSize(1000);
    size.read(100, 100 * MIB);
    expect(size.next).toBe(4);
    size.read(4, 40 * MIB);
    expect(size.next).toBe(1);
    size.read(1, 100);
    expect(size.next).toBe(1000);
  });

  it('learns nothing from an empty page', () => {
    const size = new PageSize(1000);
    size.read(0, 0);
    expect(size.next).toBe(200);
  });
});
