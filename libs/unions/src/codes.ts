/** From the country down to the workplace. */
export const LEVELS = ['national', 'provincial', 'municipal', 'district', 'subdistrict', 'enterprise'] as const;
export type Level = (typeof LEVELS)[number];

/** The eight groups that unions were told to organise first, and what else cases are about. */
export const SECTORS = [
  'truck_drivers',
  'couriers',
  'nursing_staff',
  'domestic_workers',
  'security_guards',
  'food_delivery',
  'retail',
  'real_estate_agents',
  'construction',
  'mining',
  'taxi',
  'cleaning',
  'manufacturing',
  'education',
  'media',
  'technology',
  'other',
] as const;
export type Sector = (typeof SECTORS)[number];

/** The first two digits of a GB/T 2260 code: provinces, autonomous regions, municipalities, Taiwan, Hong Kong, Macao. */
export const PROVINCES: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(' '),
);

/** Whether a text is a six-digit GB/T 2260 code of a province that exists. */
export function isRegionCode(text: unknown): text is string {
  return typeof text === 'string' && /^\d{6}$/.test(text) && PROVINCES.has(text.slice(0, 2));
}
