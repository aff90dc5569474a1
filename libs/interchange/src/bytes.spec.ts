import { Readable } from 'node:stream';
import { unpacked } from './bytes.js';

describe('bytes of which only a part is read', () => {
  it.each([1, 2])('close their file after %d chunks', async (enough) => {
    const stream = Readable.from([Buffer.from('{"a":1}\n'), Buffer.from('{"a":2}\n'), Buffer.from('{"a":3}\n')]);
    const { chunks } = await unpacked(stream);
    let read = 0;
    for await (const _ of chunks) if (++read === enough) break;
    expect(stream.destroyed).toBe(true);
  });
});
