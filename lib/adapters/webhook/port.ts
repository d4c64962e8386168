import { isMarked } from "@/lib/platform/errors";

/* The way to a receiver of events. */

export type WebhookRequest = { url: string; headers: Record<string, string>; body: string };

export type WebhookSender = {
  /**
   * Posts one message, in bounded time; a redirect is an answer like any other.
   * @returns the status @throws WebhookUnreachableError when there is none
   */
  send(request: WebhookRequest): Promise<number>;
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
