import { localDayOf, type EpochDay, type Instant } from '#time';

/** The day of a frame in each time zone. */
export function localDaysAt({ asOf }: { readonly asOf: Instant }): (timeZone: string) => EpochDay {
  const known = new Map<string, EpochDay>();
  return (timeZone) => {
    const found = known.get(timeZone);
    if (found !== undefined) return found;
    const day = localDayOf(timeZone, asOf);
    known.set(timeZone, day);
    return day;
  };
}
