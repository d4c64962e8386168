import type { ActivityKind } from "@/lib/activity/schema";
import type { Db, DbTransaction } from "@/lib/platform/db";

/** From where something was done. */
export type Place = { ip: string | null; userAgent: string | null };

export type ActivityRow = {
  id: number;
  kind: ActivityKind;
  at: Date;
  ip: string | null;
  userAgent: string | null;
  detail: string | null;
};

/** What happened, to be appended; `detail` is never a secret. */
export type Happening = { kind: ActivityKind; at: Date; place: Place; detail?: string | null };

/** Appends a line, in the transaction of what it tells of where there is one. */
export async function recordActivity(db: Db | DbTransaction, customerId: number, happening: Happening): Promise<void> {
  await db.activity.create({ data: activityData(customerId, happening), select: { id: true } });
}

/** The row of a line, for a batch of statements. */
export function activityData(customerId: number, { kind, at, place, detail = null }: Happening) {
  return {
    customerId,
    kind,
    at,
    ip: place.ip === "unknown" || place.ip === "" ? null : place.ip,
    userAgent: place.userAgent?.replaceAll(/[^\x20-\x7e]/g, "").slice(0, 400) ?? null,
    detail: detail?.slice(0, 200) ?? null,
  };
}

/** A customer's lines, newest first. @param before id of the last line already read */
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

/** Deletes the lines that are older than this. */
export async function deleteActivitiesBefore(db: Db, time: Date): Promise<void> {
  await db.activity.deleteMany({ where: { at: { lt: time } } });
}
