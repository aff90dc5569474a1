import type { PipeTransform } from '@nestjs/common';
import { isId } from '#unions';
import { Problem } from '../problems/problem.js';

/** A path's UUID; anything else names nothing there is. */
export const IdPipe: PipeTransform<string, string> = {
  transform(id) {
    if (isId(id)) return id;
    throw Problem.of('not-found', 'Ids are UUIDs in lower case.');
  },
};
