import { readFileSync } from 'node:fs';
import { getMetadataStorage } from 'class-validator';
import { Environment } from './environment.js';

const DOCUMENT = new URL('../../../../docs/configuration.md', import.meta.url);

describe('docs/configuration.md', () => {
  it('names the variables that are read, each once', () => {
    const declared = getMetadataStorage()
      .getTargetValidationMetadatas(Environment, '', false, false)
      .map(({ propertyName }) => propertyName);
    const rows = readFileSync(DOCUMENT, 'utf8').matchAll(/^\| `([A-Z_]+)`/gm);
    const documented = [...rows].map(([, variable]) => variable!);
    expect(documented.sort()).toEqual([...new Set(declared)].sort());
  });
});
