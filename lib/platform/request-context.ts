import type { Language } from "@/lib/platform/i18n/languages";

export type RequestContext = {
  /** As far as it can be believed; `unknown` otherwise. */
  ip: string;
  userAgent: string | null;
  /** The endpoint, as the consent ledger names it. */
  source: string;
  language: Language;
  /** `If-Match`: the version that a change was meant for. */
  ifMatch: string | null;
};
