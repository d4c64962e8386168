import { isMarked } from "@/lib/platform/errors";

/* The way to a receiver of events. */

export type WebhookRequest = { url: string; headers: Record<string, string>; body: string };

/** `retryAfterSeconds`: how long the receiver asks to be left alone (Retry-After); null where it does not. */
export type WebhookAnswer = { status: number; retryAfterSeconds: number | null };

export type WebhookSender = {
  /**
   * Posts one message, in bounded time; a redirect is an answer like any other.
   * @throws WebhookUnreachableError when there is no answer
   */
  send(request: WebhookRequest): Promise<WebhookAnswer>;
};

const UNREACHABLE = Symbol.for("storefront.WebhookUnreachableError");

/** No answer came, or the address is none that we send to. */
export class WebhookUnreachableError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, UNREACHABLE);
  }

  readonly [UNREACHABLE] = true;

  /** @param reason a code, for the log and the endpoint's state */
  constructor(readonly reason: string) {
    super(`The receiver was not reached: ${reason}`);
    this.name = "WebhookUnreachableError";
  }
}
