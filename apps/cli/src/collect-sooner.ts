import { setFlagsFromString } from 'node:v8';

/**
 * From now on the heap is collected when it has grown by so much. For work that holds little and throws away much: by V8's
 * own measure the peak of a long run of it is half as high again as that of a short one. Less growth takes more time.
 * @param percent of what is alive after a collection
 */
export function collectSooner(percent: number): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`);
}
