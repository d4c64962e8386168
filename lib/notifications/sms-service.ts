import {
  SmsDeliveryUnknownError,
  type SmsMessage,
  SmsNotSentError,
  SmsUnreachableError,
} from "@/lib/adapters/sms/port";
import type { Deps } from "@/lib/deps";
import { countSmsSegments } from "@/lib/notifications/sms-rules";

/**
 * Hands an SMS over, once, and counts what becomes of it. @param purpose of the code in it, or `alert`
 * @throws as SmsGateway.send
 */
export async function sendSms(deps: Deps, purpose: string, message: SmsMessage): Promise<void> {
  try {
    await deps.sms.send({ ...message, purpose: message.purpose ?? purpose });
  } catch (error) {
    const outcome = outcomeOf(error);
    deps.metrics.sms.inc({ purpose, outcome });
    if (outcome === "delivery_unknown") countCost(deps, purpose, message);
    throw error;
  }
  deps.metrics.sms.inc({ purpose, outcome: "handed_over" });
  countCost(deps, purpose, message);
}

function outcomeOf(error: unknown): "delivery_unknown" | "unreachable" | "refused" | "failed" {
  if (error instanceof SmsDeliveryUnknownError) return "delivery_unknown";
  if (error instanceof SmsUnreachableError) return "unreachable";
  return error instanceof SmsNotSentError ? "refused" : "failed";
}

function countCost({ env, metrics }: Deps, purpose: string, { text }: SmsMessage): void {
  const segments = countSmsSegments(text);
  metrics.smsSegments.inc({ purpose }, segments);
  if (env.SMS_PRICE_PER_SEGMENT !== undefined) metrics.smsCost.inc({ purpose }, segments * env.SMS_PRICE_PER_SEGMENT);
}
