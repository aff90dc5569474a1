import { setFlagsFromString } from 'node:v8';

/**
 * From now on the heap is collected when it has grown by half. For work that holds little and throws away much: by V8's
 * own measure the peak of a long run of it is half as high again as that of a short one.
 */
export function collectSooner(): void {
  setFlagsFromString('--heap-growing-percent=50');
}
