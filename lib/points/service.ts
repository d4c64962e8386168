import type { LedgerEntry, LoyaltyBalance } from "@/lib/adapters/loyalty-provider/port";
import { canonicalEmail } from "@/lib/contact/email-rules";
import type { Deps } from "@/lib/deps";
import { AppError } from "@/lib/platform/errors";
import { readHoldings } from "@/lib/points/holdings-store";
import { expirePoints } from "@/lib/points/ledger-service";
import { readLines } from "@/lib/points/ledger-store";
import { toLedgerEntry } from "@/lib/points/provider-service";
import { balanceOf, comparablePhone, eventIdOf } from "@/lib/points/rules";
import { findMember, findMembers, type MemberRow } from "@/lib/points/store";
import { getSetting } from "@/lib/settings/service";

/* Whose points they are and what is left of them, as the programme's own staff see it; the store itself asks by the port. */

/** Points of another programme are not ours to change. */
export async function isEmbeddedProvider(deps: Deps): Promise<boolean> {
  return (await getSetting(deps, "CUSTOMER_LOYALTY_CARD_SERVICE"))?.provider === "embedded";
}

export async function expireDuePoints(deps: Deps): Promise<void> {
  if (await isEmbeddedProvider(deps)) await expirePoints(deps);
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
