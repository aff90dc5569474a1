import type { PipeTransform } from '@nestjs/common';
import { Problem } from '../problems/problem.js';

/** A path's version; anything else names nothing there is. */
export const VersionPipe: PipeTransform<string, number> = {
  transform(version) {
    if (/^[1-9]\d{0,8}$/.test(version)) return Number(version);
    throw Problem.of('not-found', 'Versions are whole numbers.');
  },
};
