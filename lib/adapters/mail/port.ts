import { isMarked } from "@/lib/platform/errors";
import type { Language } from "@/lib/platform/i18n/languages";

/* The way to a mailbox; one contract test covers every adapter. */

export type MailMessage = {
  to: string;
  subject: string;
  /** Plain text; a link, and a code, is a paragraph of its own. */
  text: string;
  /** The same as a page that loads nothing. */
  html: string;
  language: Language;
  /** What it is about, for who reads the dev mailbox; no server sends it. */
  purpose?: string;
};

export type Mailer = {
  /** Hands one mail over. @throws MailNotSentError unless the server took it; the caller decides when to try again */
  send(message: MailMessage): Promise<void>;
};

const NOT_SENT = Symbol.for("storefront.MailNotSentError");

/** The mail was not taken, now or ever. */
export class MailNotSentError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, NOT_SENT);
  }

  readonly [NOT_SENT] = true;

  /** @param reason for the log: the server's code, never the address or the text */
  constructor(reason: string, { cause }: { cause?: unknown } = {}) {
    super(`The mail was not sent: ${reason}`, { cause });
    this.name = "MailNotSentError";
  }
}
