import fc from 'fast-check';
import { parse, v5 } from 'uuid';
import { uuidV5 } from './uuid-v5.js';

it('agrees with the package `uuid`', () => {
  const names = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 300, maxLength: 1500 }));
  fc.assert(fc.property(names, fc.uuid(), (name, id) => uuidV5(name, parse(id)) === v5(name, id)));
});
