import type { Language } from "@/lib/platform/i18n/languages";

/** From where a request comes, in which language it is answered, and by which way it came in. */
export type RequestContext = {
  /** The client's address as far as it can be believed; `unknown` otherwise. */
  ip: string;
  userAgent: string | null;
  /** The endpoint, under the name that the consent ledger shows. */
  source: string;
  language: Language;
  /** The `If-Match` header: which version a change was meant for. */
  ifMatch: string | null;
};
