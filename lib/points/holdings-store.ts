import {
  COUNTS,
  type LedgerDeps,
  type LockedMember,
  OPEN,
  PENDING,
  SPENDABLE,
  settleDue,
} from "@/lib/points/ledger-store";
import type { Holdings } from "@/lib/points/rules";

/* What a member has, summed up from the ledger: in the SQL, $1 is the member and $2 the time. */

/** What counts by now, below zero for a debt, and what will. */
export async function readSums({
  transaction,
  id,
  now,
}: LockedMember): Promise<Pick<Holdings, "spendable" | "pending">> {
  const [row] = await transaction.$queryRawUnsafe<{ spendable: bigint; pending: bigint }[]>(
    `SELECT ${SPENDABLE}::bigint AS spendable, ${PENDING}::bigint AS pending`,
    id,
    now.toISOString(),
  );
  return { spendable: Number(row?.spendable ?? 0), pending: Number(row?.pending ?? 0) };
}

/** Everything that a member is told of their points, with what is due expired. */
export async function readHoldings(deps: LedgerDeps, memberId: bigint): Promise<Holdings> {
  await settleDue(deps, memberId);
  const now = deps.now();
  const yearAgo = new Date(now);
  yearAgo.setUTCFullYear(yearAgo.getUTCFullYear() - 1);
  const [row] = await deps.db.$queryRawUnsafe<HoldingsRow[]>(
    `SELECT ${SPENDABLE}::bigint AS spendable, ${PENDING}::bigint AS pending, next.at, next.points, (
       SELECT LEAST(COALESCE(SUM(earned.points + COALESCE(taken.points, 0)), 0), ${Number.MAX_SAFE_INTEGER})::bigint
       FROM loyalty_entry earned
       LEFT JOIN LATERAL (SELECT SUM(points) AS points FROM loyalty_entry WHERE reverses_id = earned.id) taken ON true
       WHERE member_id = $1 AND kind = 'earn' AND at > $3::timestamptz AND ${COUNTS}
     ) AS earned
     FROM (SELECT 1) one LEFT JOIN (
       SELECT expires_at AS at, SUM(remaining)::bigint AS points ${OPEN} AND expires_at IS NOT NULL
       GROUP BY expires_at ORDER BY expires_at LIMIT 1
     ) next ON true`,
    memberId,
    now.toISOString(),
    yearAgo.toISOString(),
  );
  const { spendable, pending, earned, at, points } = row ?? NO_HOLDINGS;
  const expiring = at && { at, points: Number(points) };
  return { spendable: Number(spendable), pending: Number(pending), earned: Number(earned), expiring };
}

type HoldingsRow = { spendable: bigint; pending: bigint; earned: bigint; at: Date | null; points: bigint | null };
const NO_HOLDINGS: HoldingsRow = { spendable: 0n, pending: 0n, earned: 0n, at: null, points: null };
