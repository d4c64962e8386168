import type { LedgerEntry, LoyaltyBalance } from "@/lib/adapters/loyalty-provider/port";
import { canonicalEmail } from "@/lib/contact/email-rules";
import type { Deps } from "@/lib/deps";
import { invalidateCardPoints } from "@/lib/loyalty/store";
import { AppError } from "@/lib/platform/errors";
import { secretsFor } from "@/lib/platform/secrets";
import { readHoldings } from "@/lib/points/holdings-store";
import { creditPoints, debitPoints, expirePoints, type PointsChange, reverseEntry } from "@/lib/points/ledger-service";
import { readLines } from "@/lib/points/ledger-store";
import { toLedgerEntry } from "@/lib/points/provider-service";
import { balanceOf, comparablePhone } from "@/lib/points/rules";
import type { PointsEvent } from "@/lib/points/schema";
import { findMember, findMembers, type MemberRow } from "@/lib/points/store";
import { getSetting } from "@/lib/settings/service";

/* What a shop's order system and its staff do with points; the store itself asks by the port. */

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
 * Makes the change that an event asks for, once for its id.
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

/** Points of another programme are not ours to change. */
export async function isEmbeddedProvider(deps: Deps): Promise<boolean> {
  return (await getSetting(deps, "CUSTOMER_LOYALTY_CARD_SERVICE"))?.provider === "embedded";
}

export async function expireDuePoints(deps: Deps): Promise<void> {
  if (await isEmbeddedProvider(deps)) await expirePoints(deps);
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

const EVENT_PREFIX = "event:";

function eventReference(id: string): string {
  return `${EVENT_PREFIX}${id}`;
}

function eventIdOf(reference: string): string | null {
  return reference.startsWith(EVENT_PREFIX) ? reference.slice(EVENT_PREFIX.length) : null;
}

/** As the programme's own staff see it. */
export type StaffEntry = LedgerEntry & {
  /** By which an order system or a person can reverse it; null for what came otherwise. */
  eventId: string | null;
};

/** With the newest lines of their ledger. */
export async function readPoints(
  deps: Pick<Deps, "db" | "now">,
  { id }: MemberRow,
  limit: number,
): Promise<{ balance: LoyaltyBalance; lines: StaffEntry[] }> {
  const lines = await readLines(deps, id, { before: null, limit });
  return {
    balance: balanceOf(await readHoldings(deps, id)),
    lines: lines.map((line) => ({ ...toLedgerEntry(line), eventId: eventIdOf(line.reference) })),
  };
}

/**
 * The member of an account number, an address or a phone; a closed account counts only where no open one does.
 * @throws AppError `not_found`, `account_ambiguous`
 */
export async function getMember(
  deps: Pick<Deps, "db" | "env">,
  by: { account_number?: string; email?: string; phone?: string },
): Promise<MemberRow> {
  const members = await findCandidates(deps, by);
  const open = members.filter(({ isActive }) => isActive);
  const [member, ...others] = open.length > 0 ? open : members;
  if (!member) throw new AppError("not_found");
  if (others.length > 0) throw new AppError("account_ambiguous");
  return member;
}

async function findCandidates(
  { db, env }: Pick<Deps, "db" | "env">,
  { account_number, email, phone }: { account_number?: string; email?: string; phone?: string },
): Promise<MemberRow[]> {
  if (account_number !== undefined) {
    const member = await findMember(db, account_number);
    return member ? [member] : [];
  }
  return findMembers(db, {
    phone: phone === undefined ? null : comparablePhone(phone, env.DEFAULT_PHONE_REGION),
    email: email === undefined ? null : canonicalEmail(email),
  });
}
