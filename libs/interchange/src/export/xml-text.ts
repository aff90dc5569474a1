/** What XML 1.0 has no way to write, such as most control characters and halves of a character. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const MARKUP = /[<>&"\t\n\r]/g;

/** A text as the value of an attribute: a reader gets the same text back, with � for what cannot be written. */
export function attributeText(text: string): string {
  return text.replace(UNWRITABLE, '\uFFFD').replace(MARKUP, (character) => `&#${character.codePointAt(0)};`);
}

/** An element with attributes and no text; `children` are elements. */
export function element(name: string, attributes: Readonly<Record<string, string>>, children = ''): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${attributeText(value)}"`);
  return children === '' ? `<${name}${written.join('')}/>\n` : `<${name}${written.join('')}>\n${children}</${name}>\n`;
}
