import { getEnv } from "@/lib/platform/env";
import { OperatorError } from "@/lib/platform/errors";
import { SIGNATURE_HEADER, signBody } from "@/lib/platform/http/signed-body";
import { NO_SUCH_ENTRY } from "@/lib/points/operator-service";
import { eventsSecrets } from "@/lib/points/order-event-service";
import type { PointsEventInput } from "@/lib/points/schema";
import type { toAppliedEventResponse } from "@/lib/points/view";

const TIMEOUT_MS = 15_000;

/** What the store answers to an event. */
export type AppliedEventResponse = ReturnType<typeof toAppliedEventResponse>;

/**
 * Sends a points event to the store at APP_URL, signed as an order system signs its own.
 *
 * @throws OperatorError with the reason why nothing changed
 */
export async function sendPointsEvent(event: PointsEventInput): Promise<AppliedEventResponse> {
  const env = getEnv();
  const secrets = eventsSecrets({ env });
  if (secrets === null) throw new OperatorError("Set LOYALTY_WEBHOOK_SECRET, as the store has it.");
  const body = JSON.stringify(event);
  const response = await fetch(`${env.APP_URL}/api/loyalty-card/events/`, {
    method: "POST",
    body,
    headers: {
      "Content-Type": "application/json",
      "Accept-Language": "en",
      [SIGNATURE_HEADER]: signBody(secrets[0], body, new Date()),
    },
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => {
    throw new OperatorError(
      `Another process uses the database in ${env.EMBEDDED_DATABASE_DIR}, and no store answers at ${env.APP_URL}: set APP_URL or PORT to where it runs, or stop it.`,
    );
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as AppliedEventResponse;
  if (response.status === 401) {
    throw new OperatorError(
      `The store at ${env.APP_URL} does not know our signature: run this with its APP_SECRET and LOYALTY_WEBHOOK_SECRET, and with a right clock.`,
    );
  }
  if (response.status === 404) throw new OperatorError(NO_SUCH_ENTRY);
  const reason = typeof answer === "object" && answer !== null ? Object.values(answer).flat().join(" ") : "";
  throw new OperatorError(`The store at ${env.APP_URL} refuses (${response.status}): ${reason}`);
}
