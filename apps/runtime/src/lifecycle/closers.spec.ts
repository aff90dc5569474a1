import { Closers } from '../index.js';

describe('closers', () => {
  let closed: string[];
  const closing = (name: string) => async () => void closed.push(name);
  const failing = (name: string) => async () => {
    closed.push(name);
    throw new Error(name);
  };
  beforeEach(() => (closed = []));

  it('close in the opposite order, once', async () => {
    const closers = await Closers.around(async (opened) =>
      ['a', 'b', 'c'].forEach((name) => opened.add(closing(name))),
    );
    await closers.close();
    await closers.close();
    expect(closed).toEqual(['c', 'b', 'a']);
  });

  it('close the rest when one fails, and tell the first failure', async () => {
    const closers = new Closers();
    closers.add(closing('a'));
    closers.add(failing('b'));
    closers.add(failing('c'));
    await expect(closers.close()).rejects.toThrow('c');
    expect(closed).toEqual(['c', 'b', 'a']);
  });

  it('close what was opened when opening fails, and tell why it failed', async () => {
    const opening = Closers.around(async (opened) => {
      opened.add(closing('a'));
      opened.add(failing('b'));
      throw new Error('the port is in use');
    });
    await expect(opening).rejects.toThrow('the port is in use');
    expect(closed).toEqual(['b', 'a']);
  });
});
