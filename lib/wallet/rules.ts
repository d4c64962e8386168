import type { HeldCard } from "@/lib/adapters/wallet/port";

const PLATFORMS = ["apple", "google"] as const;
export type Platform = (typeof PLATFORMS)[number];

/** The kind of job that brings a platform's passes up to date; its key is the pass's id. */
export function updateKind(platform: Platform): string {
  return `wallet.${platform}`;
}

/** How phones ask for a pass: `Authorization: ApplePass <token>`. @returns null for anything else */
export function passTokenIn(authorization: string | null): string | null {
  return /^ApplePass ([\w-]{16,128})$/.exec(authorization ?? "")?.[1] ?? null;
}

/** What tells whether phones know a card as it is. */
export function cardText(card: HeldCard | null): string {
  return JSON.stringify(card && [card.name, card.number, card.points, card.tier]);
}

/** Whether a phone has what has changed then. @param header `If-Modified-Since`, of whole seconds (RFC 9110 §13.1.3) */
export function isKnownSince(header: string | null, changedAt: Date): boolean {
  const known = header === null ? Number.NaN : Date.parse(header);
  return known >= changedAt.getTime();
}

/** Texts of phones with whatever could name one of them left out: runs of letters and digits as long as a serial's part. */
export function withoutNames(text: string): string {
  return text.replaceAll(/[\w-]{16,}/g, "…");
}
