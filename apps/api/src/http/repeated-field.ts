const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/g;

/** Whether valid JSON gives an object two fields of one name: it then has more colons than its value has fields. */
export function repeatsField(text: string, value: unknown): boolean {
  return text.replace(STRING, '').split(':').length - 1 !== fieldsIn(value);
}

/** At any depth, without recursion: a hostile value is nested deeper than the stack. */
function fieldsIn(value: unknown): number {
  let fields = 0;
  const left = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next)) fields += Object.keys(next).length;
    for (const item of Object.values(next)) left.push(item);
  }
  return fields;
}
