import { WebhookUnreachableError } from "@/lib/adapters/webhook/port";
import type { Deps } from "@/lib/deps";
import { instantText } from "@/lib/platform/dates";
import type { JobOutcome, JobRegistry } from "@/lib/platform/jobs/service";
import { type Job, renewClaim } from "@/lib/platform/jobs/store";
import { type Delivery, deleteDelivery, findNextDelivery, writeDeliveryFailure } from "@/lib/webhooks/delivery-store";
import {
  countFailure,
  type EndpointRow,
  findEndpoint,
  pauseEndpoint,
  updateEndpoint,
} from "@/lib/webhooks/endpoint-store";
import {
  DELIVER_LANES,
  type DeliveryQueue,
  DISABLED_AFTER_MS,
  parseDeliveryKey,
  pauseMs,
  RETRIED_MS,
  signatureHeader,
} from "@/lib/webhooks/rules";
import { endpointSecrets } from "@/lib/webhooks/secret-service";

/*
 * Delivers events by Standard Webhooks, at least once and in order for each customer: the next one is sent when the former
 * was taken, or given up.
 */

export const webhookJobs: JobRegistry<Deps> = Object.fromEntries(
  Object.entries(DELIVER_LANES).map(([kind, lanes]) => [kind, { run: deliver, lanes }]),
);

async function deliver(deps: Deps, job: Job): Promise<JobOutcome> {
  const queue = parseDeliveryKey(job.key ?? "");
  do {
    const endpoint = await findEndpoint(deps.db, queue.endpointId);
    // What a disabled one has not taken waits until it is enabled.
    if (!endpoint || endpoint.disabledAt) return "done";
    const pause = endpoint.pausedUntil ? endpoint.pausedUntil.getTime() - deps.now().getTime() : 0;
    if (pause > 0) return { retry: "paused", afterSeconds: Math.ceil(pause / 1000), isUntried: true };
    const delivery = await findNextDelivery(deps.db, queue);
    if (!delivery) return "done";
    const failure = await sendMessage(deps, endpoint, delivery);
    deps.metrics.webhooks.inc({ outcome: failure === null ? "delivered" : "failed" });
    if (failure === null) {
      await deleteDelivery(deps.db, queue, delivery.eventId);
      // A pause stays: another lane may just have been asked for it.
      if (endpoint.failures > 0) await updateEndpoint(deps.db, endpoint.id, { failures: 0, failingSince: null });
    } else {
      const isDead = await settleFailure(deps, queue, delivery, failure);
      if (!isDead) return { retry: failure.error };
    }
    // Lost to a newer event, this job is due again at once.
  } while (await renewClaim(deps.db, job));
  return "done";
}

/** Why a message was not taken: a code or status, and for how long the receiver wants to be left alone. */
export type DeliveryFailure = { error: string; retryAfterMs: number };

/** Sends a message to an endpoint, once. @returns null when it was taken */
export async function sendMessage(
  deps: Pick<Deps, "webhooks" | "now">,
  endpoint: EndpointRow,
  { messageId, type, at, data }: Pick<Delivery, "messageId" | "type" | "at" | "data">,
): Promise<DeliveryFailure | null> {
  const now = deps.now();
  const id = `msg_${messageId}`;
  const timestamp = Math.floor(now.getTime() / 1000);
  const body = JSON.stringify({ type, timestamp: instantText(at), data });
  const headers = {
    "Content-Type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signatureHeader(endpointSecrets(endpoint, now), { id, timestamp, body }),
  };
  try {
    const { status, retryAfterSeconds } = await deps.webhooks.send({ url: endpoint.url, headers, body });
    if (status >= 200 && status < 300) return null;
    return { error: `status_${status}`, retryAfterMs: (retryAfterSeconds ?? 0) * 1000 };
  } catch (error) {
    if (error instanceof WebhookUnreachableError) return { error: error.reason, retryAfterMs: 0 };
    throw error;
  }
}

/** What becomes of an event that was not taken, and of its endpoint. @returns whether the event was given up */
async function settleFailure(
  deps: Deps,
  queue: DeliveryQueue,
  delivery: Delivery,
  { error, retryAfterMs }: DeliveryFailure,
): Promise<boolean> {
  const id = queue.endpointId;
  const now = deps.now();
  const triedMs = now.getTime() - (delivery.firstFailedAt ?? now).getTime();
  const isDead = triedMs >= RETRIED_MS;
  await writeDeliveryFailure(deps.db, queue, delivery, { error, now, isDead });
  if (isDead) {
    deps.metrics.webhooks.inc({ outcome: "dead" });
    deps.log.error({ endpoint: id, event: delivery.eventId, reason: error }, "webhook was given up");
  }
  const state = await countFailure(deps.db, id, now);
  if (!state) return isDead;
  const isGone = error === "status_410";
  if (isGone || now.getTime() - state.failingSince.getTime() >= DISABLED_AFTER_MS) {
    const reason = isGone ? "gone" : "failing";
    await updateEndpoint(deps.db, id, { disabledAt: now, disabledReason: reason });
    deps.metrics.webhookEndpointsDisabled.inc({ reason });
    deps.log.error({ endpoint: id, reason }, "webhook endpoint was disabled");
    return isDead;
  }
  // However long it asks for, the event is tried once more before it is given up.
  const longest = isDead ? RETRIED_MS : RETRIED_MS - triedMs;
  const pause = Math.max(pauseMs(state.failures), Math.min(retryAfterMs, longest));
  if (pause > 0) await pauseEndpoint(deps.db, id, new Date(now.getTime() + pause));
  return isDead;
}
