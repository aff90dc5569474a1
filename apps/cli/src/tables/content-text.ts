import { inWords } from './table.js';

/** What a reader knows ids by. */
type Names = ReadonlyMap<string, string>;

/** Fields that a reader sees elsewhere. */
const ELSEWHERE = ['occurredAt', 'title', 'timeZone'];
/** What a reader looks for first; the others follow as they are stored. */
const FIRST = [
  'unionId',
  'department',
  'agency',
  'outcome',
  'result',
  'kind',
  'kinds',
  'reasons',
  'direction',
  'deflectedTo',
];
/** What a person wrote, on a line of its own, and cut. */
const TEXTS = ['quote', 'note', 'reportSays', 'text', 'why'];
const LONGEST = 300;

/** What a step says, for reading: codes in words, unions by their names, a line for each longer text. */
export function contentText(content: object, names: Names): string[] {
  const fields = Object.entries(content).filter(
    ([field, value]) => !ELSEWHERE.includes(field) && value !== undefined && value !== 'unknown' && !isEmptyList(value),
  );
  const place = (field: string) => (FIRST.includes(field) ? FIRST.indexOf(field) : FIRST.length);
  fields.sort(([one], [other]) => place(one) - place(other));
  const texts = fields.filter(([field]) => TEXTS.includes(field));
  const codes = fields
    .filter(([field]) => !TEXTS.includes(field))
    .map(([field, value]) => `${fieldName(field)}: ${valueText(value, names)}`);
  return [
    ...(codes.length > 0 ? [codes.join('; ')] : []),
    ...texts.map(([field, value]) => `${fieldName(field)}: ${shortened(String(value))}`),
  ];
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** `promisedBy` is `promised by`. */
export function fieldName(field: string): string {
  return field.replace(/Id$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function valueText(value: unknown, names: Names): string {
  if (Array.isArray(value)) return value.map((item) => valueText(item, names)).join(', ');
  if (typeof value === 'object' && value !== null) return objectText(value, names);
  if (typeof value !== 'string') return String(value);
  return shortened(names.get(value) ?? (/^[a-z]+(_[a-z]+)*$/.test(value) ? inWords(value) : value));
}

/** How long after another step; the other is named as the reader sees it. */
interface Since {
  readonly stepId?: string;
  readonly atLeast?: string;
  readonly atMost?: string;
}

/** An amount has its currency behind it; of what is one thing alone, that is enough. */
function objectText(value: object, names: Names): string {
  const { stepId, atLeast, atMost } = value as Since;
  if (stepId !== undefined && (atLeast ?? atMost) !== undefined) {
    const bounds = [atLeast && `at least ${atLeast}`, atMost && `at most ${atMost}`].filter(Boolean);
    return `${bounds.join(', ')} after ${names.get(stepId) ?? stepId}`;
  }
  const { amount, currency, ...others } = value as { amount?: string; currency?: string } & Record<string, unknown>;
  const rest = Object.entries(others).filter(([, part]) => part !== undefined && !isEmptyList(part));
  const money = amount === undefined ? [] : [[amount, currency].filter(Boolean).join(' ')];
  if (money.length === 0 && rest.length === 1) return valueText(rest[0]![1], names);
  return [...money, ...rest.map(([field, part]) => `${fieldName(field)} ${valueText(part, names)}`)].join(' ');
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
