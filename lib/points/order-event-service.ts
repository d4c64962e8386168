import type { Deps } from "@/lib/deps";
import { invalidateCardPoints } from "@/lib/loyalty/store";
import { AppError } from "@/lib/platform/errors";
import { secretsFor } from "@/lib/platform/secrets";
import { creditPoints, debitPoints, type PointsChange, reverseEntry } from "@/lib/points/ledger-service";
import { eventReference } from "@/lib/points/rules";
import type { PointsEvent } from "@/lib/points/schema";
import { getMember, isEmbeddedProvider } from "@/lib/points/service";

/* What an order brings or takes: the shop's order system sends an event for it, signed. */

export type AppliedEvent = {
  id: string;
  accountNumber: string;
  /** Signed. */
  points: number;
  /** What the member can spend now; below zero for a debt. */
  balance: number;
};

/** The newest first; null when nobody may send events. */
export function eventsSecrets({ env }: Pick<Deps, "env">): readonly [newest: string, ...former: string[]] | null {
  if (env.LOYALTY_WEBHOOK_SECRET) return env.LOYALTY_WEBHOOK_SECRET;
  return env.APP_MODE === "production" ? null : secretsFor("loyalty-events");
}

/**
 * Credits, debits or reverses points as an order system's event, or one of the command line, asks for; once for its id.
 * @throws AppError `not_found`, also for a shop whose programme is another, `account_ambiguous`, `event_conflict`,
 *   `points_short`, `not_reversible`; FieldErrors for times and points that do not fit
 */
export async function applyPointsEvent(deps: Deps, event: PointsEvent): Promise<AppliedEvent> {
  if (!(await isEmbeddedProvider(deps))) throw new AppError("not_found");
  const { accountNumber } = await getMember(deps, event);
  try {
    const { entry, balance } = await change(deps, accountNumber, event);
    return { id: event.id, accountNumber, points: entry.points, balance };
  } finally {
    // Also when it failed: the change may have been made all the same.
    await invalidateCardPoints(deps.db, { provider: "embedded", accountNumber });
  }
}

function change(deps: Pick<Deps, "db" | "now">, accountNumber: string, event: PointsEvent): Promise<PointsChange> {
  const common = { reference: eventReference(event.id), description: event.description ?? "" };
  // By its schema each type has what it needs.
  const { points = 0, reverses = "", available_at: availableAt, expires_at: expiresAt } = event;
  switch (event.type) {
    case "points.credit":
      return creditPoints(deps, accountNumber, { ...common, points, availableAt, expiresAt });
    case "points.debit":
      return debitPoints(deps, accountNumber, { ...common, points });
    case "points.reverse":
      return reverseEntry(deps, accountNumber, {
        ...common,
        points: event.points,
        reverses: eventReference(reverses),
      });
  }
}
