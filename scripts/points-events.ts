import { getEnv } from "@/lib/platform/env";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import { SIGNATURE_HEADER, signBody } from "@/lib/platform/http/signed-body";
import { errorText, fieldText } from "@/lib/platform/i18n/translate";
import type { PointsEventInput } from "@/lib/points/schema";
import { eventsSecret } from "@/lib/points/service";
import { CommandFailed } from "@/scripts/admin-command";

/* Sending a points event to a store that runs, and saying in a sentence what became of it. */

/** What the store answers to an event. */
export type EventAnswer = { id: string; account_number: string; points: number; balance: number };

const TIMEOUT_MS = 15_000;

/**
 * Sends an event to the store at APP_URL, signed as an order system signs its own.
 *
 * @throws CommandFailed with a sentence for whatever it was not made for
 */
export async function sendPointsEvent(event: PointsEventInput): Promise<EventAnswer> {
  const env = getEnv();
  const secret = eventsSecret({ env });
  if (secret === null) throw new CommandFailed("Set LOYALTY_WEBHOOK_SECRET, as the store has it.");
  const body = JSON.stringify(event);
  const response = await fetch(`${env.APP_URL}/api/loyalty-card/events/`, {
    method: "POST",
    body,
    headers: {
      "Content-Type": "application/json",
      "Accept-Language": "en",
      [SIGNATURE_HEADER]: signBody(secret, body, new Date()),
    },
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => {
    throw new CommandFailed(
      `Another process uses the database in ${env.EMBEDDED_DATABASE_DIR}, and no store answers at ${env.APP_URL}: set APP_URL or PORT to where it runs, or stop it.`,
    );
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as EventAnswer;
  if (response.status === 401) {
    throw new CommandFailed(
      `The store at ${env.APP_URL} does not know our signature: run this with its APP_SECRET and LOYALTY_WEBHOOK_SECRET, and with a right clock.`,
    );
  }
  if (response.status === 404) throw new CommandFailed(NOT_FOUND);
  const said = typeof answer === "object" && answer !== null ? Object.values(answer).flat().join(" ") : "";
  throw new CommandFailed(`The store at ${env.APP_URL} refuses (${response.status}): ${said}`);
}

const NOT_FOUND =
  "There is no such event or open account: npm run loyalty -- list and ledger show what there is, while the store is stopped.";

/** The same refusals in the same words, where the change was tried in this process. */
export function asSentence(error: unknown): unknown {
  if (error instanceof AppError) {
    return new CommandFailed(error.code === "not_found" ? NOT_FOUND : errorText("en", error.code, error.values));
  }
  if (error instanceof FieldErrors) {
    const texts = Object.values(error.fields).flat();
    return new CommandFailed(texts.map((problem) => fieldText("en", problem)).join(" "));
  }
  return error;
}
