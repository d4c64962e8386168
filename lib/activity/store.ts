import type { ActivityKind } from "@/lib/activity/schema";
import { purge } from "@/lib/platform/database/purge";
import type { Db, DbTransaction } from "@/lib/platform/db";
import type { RequestContext } from "@/lib/platform/request-context";

export type ActivityRow = {
  id: bigint;
  kind: ActivityKind;
  at: Date;
  ip: string | null;
  userAgent: string | null;
  detail: string | null;
};

/** `detail` is never a secret. */
export type ActivityEvent = {
  kind: ActivityKind;
  at: Date;
  context: Pick<RequestContext, "ip" | "userAgent">;
  detail?: string | null;
};

/** Call it in the transaction of what it tells, where there is one. */
export async function recordActivity(
  db: Db | DbTransaction,
  customerId: number,
  { kind, at, context, detail = null }: ActivityEvent,
): Promise<void> {
  await db.activity.create({
    data: {
      customerId,
      kind,
      at,
      ...clientColumns(context),
      detail: detail?.slice(0, 200) ?? null,
    },
    select: { id: true },
  });
}

/** Where somebody came from, as it is kept. */
export function clientColumns({ ip, userAgent }: ActivityEvent["context"]) {
  return {
    ip: ip === "unknown" || ip === "" ? null : ip,
    userAgent: userAgent?.replaceAll(/[^\x20-\x7e]/g, "").slice(0, 400) ?? null,
  };
}

/** Newest first. @param before id of the last line already read */
export async function readActivities(
  db: Db,
  customerId: number,
  { before, limit }: { before: number | null; limit: number },
): Promise<ActivityRow[]> {
  return db.activity.findMany({
    where: { customerId, ...(before !== null && { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: limit,
    select: { id: true, kind: true, at: true, ip: true, userAgent: true, detail: true },
  });
}

export async function deleteActivitiesBefore(db: Db, time: Date): Promise<void> {
  await purge(db, { table: "activity", key: "id", column: "at", until: "$1::timestamptz" }, [time.toISOString()]);
}
