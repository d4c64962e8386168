/** `Prefer: handling=strict` (RFC 7240 §4.4): refuse what would otherwise be ignored. */
export function isStrict(headers: Headers): boolean {
  const header = headers.get("prefer");
  if (header === null) return false;
  // The first of several counts (§2).
  const [, handling] = /(?:^|,)\s*handling\s*=\s*"?(\w+)"?/i.exec(header) ?? [];
  return handling?.toLowerCase() === "strict";
}
