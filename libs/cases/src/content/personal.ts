const marked = new Map<object, string[]>();

/** Marks a field that can hold a worker's personal data: it must never be copied in the clear out of the log. */
export function Personal(): PropertyDecorator {
  return (target, property) => {
    const fields = marked.get(target) ?? [];
    marked.set(target, [...fields, String(property)]);
  };
}

/** The marked fields of a content class, those it inherits included. */
export function markedPersonal(content: abstract new () => object): string[] {
  const fields: string[] = [];
  for (let target = content.prototype; target; target = Object.getPrototypeOf(target)) {
    fields.push(...(marked.get(target) ?? []));
  }
  return fields;
}
