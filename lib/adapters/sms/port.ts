import { isMarked } from "@/lib/platform/errors";

/* The way to a phone; one contract test covers every adapter. */

export type SmsMessage = {
  /** E.164, or the digits as written where a number does not parse. */
  to: string;
  text: string;
  /** The code in the text, for gateways that want it by itself; null in an alert. */
  code: string | null;
  /** What it is about, for who reads the dev mailbox; no gateway sends it. */
  purpose?: string;
};

export type SmsGateway = {
  /**
   * Hands one message over, once: a second SMS is worse than none.
   * @throws SmsNotSentError when nothing was sent for certain, SmsUnreachableError when nothing ever will be;
   *   SmsDeliveryUnknownError when the gateway may have it
   */
  send(message: SmsMessage): Promise<void>;
};

const NOT_SENT = Symbol.for("storefront.SmsNotSentError");
const UNREACHABLE = Symbol.for("storefront.SmsUnreachableError");
const DELIVERY_UNKNOWN = Symbol.for("storefront.SmsDeliveryUnknownError");

/** The gateway could not be reached, refused us, or refused the message. */
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

/** The gateway sends nothing to this number, now or later: a landline, one that does not exist, one that opted out. */
export class SmsUnreachableError extends SmsNotSentError {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, UNREACHABLE);
  }

  readonly [UNREACHABLE] = true;
}

/** The gateway had the request and gave no clear answer in time. */
export class SmsDeliveryUnknownError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, DELIVERY_UNKNOWN);
  }

  readonly [DELIVERY_UNKNOWN] = true;

  /** @param reason for the log, as above */
  constructor(reason: string, { cause }: { cause?: unknown } = {}) {
    super(`It is unknown whether the SMS was sent: ${reason}`, { cause });
    this.name = "SmsDeliveryUnknownError";
  }
}
