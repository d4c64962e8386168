import type { LoyaltyBalance } from "@/lib/adapters/loyalty-provider/port";
import type { Deps } from "@/lib/deps";
import { AppError, OperatorError } from "@/lib/platform/errors";
import { type AppliedEvent, applyPointsEvent } from "@/lib/points/order-event-service";
import { type PointsEvent, type PointsEventInput, pointsEventBody } from "@/lib/points/schema";
import { getMember, isEmbeddedProvider, readPoints, type StaffEntry } from "@/lib/points/service";
import { type MemberRow, readMembers } from "@/lib/points/store";

/** One of the names by which an event names an account. */
export type MemberName = Pick<PointsEvent, "account_number" | "email" | "phone">;

export const NO_SUCH_ENTRY =
  "There is no such event or open account: npm run admin -- loyalty list and ledger show what there is, while the store is stopped.";

/** Once for the event's id. @throws OperatorError; AppError and FieldErrors as applyPointsEvent */
export async function changePoints(deps: Deps, event: PointsEventInput): Promise<AppliedEvent> {
  await assertEmbedded(deps);
  return foundOnly(() => applyPointsEvent(deps, pointsEventBody.parse(event)));
}

/** With the newest lines of their ledger. @throws OperatorError; AppError `account_ambiguous` */
export async function getMemberPoints(
  deps: Deps,
  name: MemberName,
  limit: number,
): Promise<{ member: MemberRow; balance: LoyaltyBalance; lines: StaffEntry[] }> {
  await assertEmbedded(deps);
  const member = await foundOnly(() => getMember(deps, name));
  return { member, ...(await readPoints(deps, member, limit)) };
}

/** Oldest first. @throws OperatorError */
export async function listMembers(deps: Deps, max: number): Promise<MemberRow[]> {
  await assertEmbedded(deps);
  return readMembers(deps.db, max);
}

async function assertEmbedded(deps: Deps): Promise<void> {
  if (await isEmbeddedProvider(deps)) return;
  throw new OperatorError(
    "The shop's loyalty programme is not the embedded one (npm run admin -- settings get CUSTOMER_LOYALTY_CARD_SERVICE).",
  );
}

async function foundOnly<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof AppError && error.code === "not_found" ? new OperatorError(NO_SUCH_ENTRY) : error;
  }
}
