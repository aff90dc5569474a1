/** Whether a valid JSON text gives a field of an object twice: it then names more fields than its value has. */
export function repeatsField(text: string, value: unknown): boolean {
  return fieldsWritten(text) > fieldsOf(value);
}

/** How many times a valid JSON text names a field: by the strings with a colon after them. */
function fieldsWritten(text: string): number {
  let fields = 0;
  for (let opening = text.indexOf('"'); opening >= 0;) {
    const after = closingQuote(text, opening) + 1;
    if (nextCharacter(text, after) === ':') fields += 1;
    opening = text.indexOf('"', after);
  }
  return fields;
}

function closingQuote(text: string, opening: number): number {
  let at = text.indexOf('"', opening + 1);
  while (isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at;
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === '\\') before -= 1;
  return (at - before) % 2 === 1;
}

function nextCharacter(text: string, from: number): string | undefined {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\r' || text[at] === '\n') at += 1;
  return text[at];
}

/** How many fields its objects have, however deep; without recursion, since depth has no limit here. */
function fieldsOf(value: unknown): number {
  let fields = 0;
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) continue;
    const inside = Object.values(next);
    if (!Array.isArray(next)) fields += inside.length;
    for (const one of inside) waiting.push(one);
  }
  return fields;
}
