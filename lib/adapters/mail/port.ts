import { isMarked } from "@/lib/platform/errors";

/*
 * The way to a mailbox. Whoever implements it passes the contract test beside it: outbox and SMTP.
 */

export type MailMessage = {
  to: string;
  subject: string;
  /** Plain text; a link stands on a line of its own. */
  text: string;
};

export type Mailer = {
  /**
   * Hands one mail over and returns once the server has taken it.
   *
   * @throws MailNotSentError otherwise; the caller decides when to try again
   */
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
