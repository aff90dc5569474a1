/** The words in which a figure was published, to stand behind what is wrong with it. */
export function quoted(says: string | undefined): string {
  return says === undefined ? '' : ` ("${says}")`;
}
