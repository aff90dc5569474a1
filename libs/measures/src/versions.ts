/** Which reading of the events the clocks follow: design rules of what starts, stops and ends them another way. */
export const RULES_VERSION = 1;

/** Which estimators and conventions figures are computed with. Another number may give other figures of the same clocks. */
export const MEASURES_VERSION = 2;
