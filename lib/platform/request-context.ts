import type { Language } from "@/lib/platform/i18n/languages";

export type RequestContext = {
  /** Canonical, as far as it can be believed; `unknown` otherwise. */
  ip: string;
  /** What limits count by: the IPv4 address, or the /64 of an IPv6 one. */
  network: string;
  userAgent: string | null;
  /** The secrets of a browser's device cookie, by which it is known again. */
  deviceTokens: readonly string[];
  /** A browser that is on one of our pages, and keeps the cookies that it is given. */
  isBrowser: boolean;
  /** The endpoint, as the consent ledger names it. */
  source: string;
  language: Language;
  /** `If-Match`: the version that a change was meant for. */
  ifMatch: string | null;
};

/** Of what no request did, and of one whose origin is not for the account's owner to see. */
export const NOWHERE = { ip: "", userAgent: null } as const satisfies Pick<RequestContext, "ip" | "userAgent">;
