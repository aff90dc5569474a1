import { Readable } from 'node:stream';
import { unpacked } from './bytes.js';

describe('bytes of which only a part is read', () => {
  it.each([1, 2])('close their file after %d chunks', async (enough) => {
    const stream = Readable.from([Buffer.from('{"a":1}\n'), Buffer.from('{"a":2}\n'), Buffer.from('{"a":3}\n')]);
    const { chunks } = await unpacked(stream);
    const reading = chunks[Symbol.asyncIterator]();
    for (let read = 0; read < enough; read++) await reading.next();
    await reading.return!();
    expect(stream.destroyed).toBe(true);
  });
});
