/* What TypeScript needs to know of security-headers.mjs, which Next's configuration reads as well. */

export const SECURITY_HEADERS: { key: string; value: string }[];
