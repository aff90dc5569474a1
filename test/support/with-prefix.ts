/** The same server, for a ledger whose streams begin so. */
export function withPrefix(url: string, prefix: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}streamPrefix=${prefix}`;
}
