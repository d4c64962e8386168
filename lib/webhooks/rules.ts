import { createHmac } from "node:crypto";
import { DAY_MS } from "@/lib/platform/dates";

/**
 * The kinds of jobs that deliver what an endpoint has not taken of a customer. The second overtakes everything, the third
 * keeps out of the way: a replay, or customers who move in.
 */
export const DELIVER = "webhook.deliver";
export const DELIVER_FIRST = "webhook.deliver-first";
export const DELIVER_BULK = "webhook.deliver-bulk";
export type DeliverKind = typeof DELIVER | typeof DELIVER_FIRST | typeof DELIVER_BULK;
/** Of one endpoint, in each process. */
export const DELIVER_LANES: Record<DeliverKind, number> = { [DELIVER]: 2, [DELIVER_FIRST]: 2, [DELIVER_BULK]: 1 };

/** For so long an event is tried; then it is given up, and the customer's next one is sent. */
export const RETRIED_MS = DAY_MS;
/** An endpoint that has taken nothing for so long is disabled. */
export const DISABLED_AFTER_MS = 3 * DAY_MS;
/** For so long the former secret signs beside a new one. */
export const ROTATION_MS = DAY_MS;

/** What an endpoint is to take of one customer. */
export type DeliveryQueue = { endpointId: number; customerId: number };

/** With lanes of the endpoint's own: one that is slow, or hangs, delays no other. */
export function deliveryKind(kind: DeliverKind, endpointId: number): string {
  return `${kind}:${endpointId}`;
}

export function deliveryKey({ endpointId, customerId }: DeliveryQueue): string {
  return `${endpointId}:${customerId}`;
}

export function parseDeliveryKey(key: string): DeliveryQueue {
  const [endpointId, customerId] = key.split(":").map(Number);
  return { endpointId: endpointId ?? 0, customerId: customerId ?? 0 };
}

/** So many failures in a row are one customer's event that is refused; more are the endpoint's. */
const FAILURES_BEFORE_PAUSE = 5;
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 300_000;

/** How long an endpoint is left alone, after so many failures in a row. @returns milliseconds */
export function pauseMs(failures: number): number {
  if (failures < FAILURES_BEFORE_PAUSE) return 0;
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - FAILURES_BEFORE_PAUSE, 10));
}

/** The header `webhook-signature` by Standard Webhooks: one signature for each secret, any of which will do. */
export function signatureHeader(
  secrets: readonly string[],
  { id, timestamp, body }: { id: string; timestamp: number; body: string },
): string {
  return secrets
    .map((secret) => Buffer.from(secret.slice(SECRET_PREFIX.length), "base64"))
    .map((key) => `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`)
    .join(" ");
}

export const SECRET_PREFIX = "whsec_";
