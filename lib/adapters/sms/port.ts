import { isMarked } from "@/lib/platform/errors";

/*
 * The way to a phone. Whoever implements it passes the contract test beside it: outbox, Twilio, Netgsm, any HTTP gateway.
 */

export type SmsMessage = {
  /** E.164, or the digits as written where a number does not parse. */
  to: string;
  text: string;
  /** The code that the text contains, for gateways and outboxes that want it by itself; null in a notice. */
  code: string | null;
};

export type SmsGateway = {
  /**
   * Hands one message over and returns once the gateway has taken it. It is never tried again by itself: a second SMS is
   * worse than none.
   *
   * @throws SmsNotSentError when it is certain that nothing was sent; SmsUnsureError when the gateway may have it
   */
  send(message: SmsMessage): Promise<void>;
};

const NOT_SENT = Symbol.for("storefront.SmsNotSentError");
const UNSURE = Symbol.for("storefront.SmsUnsureError");

/** Nothing was sent: the gateway could not be reached, refused us or refused the message. */
export class SmsNotSentError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, NOT_SENT);
  }

  readonly [NOT_SENT] = true;

  /** @param reason for the log: the gateway's own code or status, never the number or the text */
  constructor(reason: string, { cause }: { cause?: unknown } = {}) {
    super(`The SMS was not sent: ${reason}`, { cause });
    this.name = "SmsNotSentError";
  }
}

/** The gateway had the request and did not answer in time or in a way that makes sense: it may have sent the SMS. */
export class SmsUnsureError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, UNSURE);
  }

  readonly [UNSURE] = true;

  /** @param reason for the log, as above */
  constructor(reason: string, { cause }: { cause?: unknown } = {}) {
    super(`It is unknown whether the SMS was sent: ${reason}`, { cause });
    this.name = "SmsUnsureError";
  }
}
