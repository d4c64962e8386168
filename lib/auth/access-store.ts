import type { Db } from "@/lib/platform/db";

/** A signed-in browser or client, never its token's hash. */
export type SessionRow = {
  id: number;
  userAgent: string | null;
  ip: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
};

/** The customer's sessions that are alive, the last seen first. @param seenAfter older ones are over */
export async function readSessions(
  db: Db,
  customerId: number,
  { now, seenAfter }: { now: Date; seenAfter: Date },
): Promise<SessionRow[]> {
  return db.session.findMany({
    where: { customerId, expiresAt: { gt: now }, lastSeenAt: { gt: seenAfter } },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    select: { id: true, userAgent: true, ip: true, createdAt: true, lastSeenAt: true, expiresAt: true },
  });
}

/** Ends one of the customer's own sessions. @returns whether there was one */
export async function deleteSession(db: Db, customerId: number, id: number): Promise<boolean> {
  const { count } = await db.session.deleteMany({ where: { id, customerId } });
  return count === 1;
}

/** When a session signed in: a session is never older than its sign-in. */
export async function findSignInTime(db: Db, sessionId: number): Promise<Date | null> {
  const row = await db.session.findUnique({ where: { id: sessionId }, select: { createdAt: true } });
  return row?.createdAt ?? null;
}
