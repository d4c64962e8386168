type VerifiedPhone = { phoneCanonical: string | null; phoneVerifiedAt: Date | null };

/** The number that a code has proved to be the customer's, in canonical form; null while it may be somebody else's. */
export function verifiedPhoneOf({ phoneCanonical, phoneVerifiedAt }: VerifiedPhone): string | null {
  return phoneVerifiedAt === null ? null : phoneCanonical;
}

/** Whether a customer who has lost their passkeys gets in again: by a code, and a password that can be reset by mail. */
export function hasWayBack({ verifiedEmail, ...phone }: VerifiedPhone & { verifiedEmail: string | null }): boolean {
  return verifiedEmail !== null && verifiedPhoneOf(phone) !== null;
}

/** A strong entity tag, quotes included. The language is part of it as it is part of the answer. */
export function customerEtag({ id, version }: { id: number; version: number }, language: string): string {
  return `"${id}-${version}-${language}"`;
}

/** A larger number is no version, and the column would not take it. */
const VERSION_MAX = 2 ** 31 - 1;

/**
 * The versions that an `If-Match` header accepts. RFC 9110 §13.1.1 compares strongly; but a proxy that compresses an answer
 * weakens its tag, and that names the same version still.
 * @returns null when any version will do (no header, or `*`)
 */
export function acceptedVersions(header: string | null, customerId: number): number[] | null {
  if (header === null || header.trim() === "*") return null;
  const versions: number[] = [];
  for (const tag of header.split(",")) {
    const match = /^(?:W\/)?"(\d{1,10})-(\d{1,10})-[a-z]{2}"$/.exec(tag.trim());
    const version = Number(match?.[2]);
    if (Number(match?.[1]) === customerId && version <= VERSION_MAX) versions.push(version);
  }
  return versions;
}
