import { randomBytes } from "node:crypto";
import { type LoyaltyMember, LoyaltyRefusedError, LoyaltyUnavailableError } from "@/lib/adapters/loyalty-provider/port";
import type { Deps } from "@/lib/deps";
import type { CardData } from "@/lib/profile/card-data-service";

/* What the tasks of each kind have in common: what they carry, how a try ends. tasks.ts drives them. */

/** What joining is to bring; `provedPhone` is canonical, and null for a number that nobody proved. */
export type JoinPayload = {
  member: LoyaltyMember;
  provedPhone: string | null;
  attributes: Record<string, true>;
  profile: CardData | null;
  ip: string;
  source: string;
  keepSession: number | null;
};

/** What changing is to bring; without `profile` only the programme is told. */
export type UpdatePayload = Omit<JoinPayload, "provedPhone" | "attributes">;

/** How an account is to be closed. `erases`: whoever had it has deleted his account here, and is to be forgotten there. */
export type ClosingPayload = { erases?: boolean };

/**
 * How a try ended. `lookup_failed`: nothing was written anywhere. `unsure`: the programme may have written. `refused`: it
 * said no. `taken`: the account is somebody else's. The last two end the task.
 */
export type Outcome = "done" | "lookup_failed" | "unsure" | "refused" | "taken" | "busy";

/** Longer than all calls of a task together: while it lasts, nobody else is at the task. */
export const LEASE_SECONDS = 20;

/** Makes the key of a task, by which the programme knows a call that is sent again. */
export function randomKey(): string {
  return randomBytes(24).toString("hex");
}

/** How a try ended that the programme's error has ended. @throws what is no answer of a programme */
export function failureOf(deps: Deps, error: unknown, whenUnavailable: Outcome): Outcome {
  if (error instanceof LoyaltyRefusedError) {
    deps.log.error({ err: error }, "the loyalty programme refused");
    return error.isTaken ? "taken" : "refused";
  }
  if (!(error instanceof LoyaltyUnavailableError)) throw error;
  deps.log.warn({ err: error }, "the loyalty programme is not available");
  return whenUnavailable;
}
