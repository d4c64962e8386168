import type { Db } from "@/lib/platform/db";

const MESSAGES_MAX = 100;
/** The database counts microseconds, by a clock that is not quite ours. */
const TOLERANCE_MS = 1000;

export type DevMessageRow = {
  id: bigint;
  channel: string;
  purpose: string | null;
  to: string;
  body: string;
  html: string | null;
  code: string | null;
  sentAt: Date;
};

type Filter = {
  /** As stored; null for all. */
  to: string | null;
  after: bigint;
  purpose: string | null;
};

/** Those that have arrived, newest first, at most a hundred. */
export async function readDevMessages(db: Db, { to, after, purpose }: Filter, now: Date): Promise<DevMessageRow[]> {
  return db.devMessage.findMany({
    where: {
      ...(to !== null && { to }),
      ...(purpose !== null && { purpose }),
      id: { gt: after },
      sentAt: { lte: new Date(now.getTime() + TOLERANCE_MS) },
    },
    orderBy: { id: "desc" },
    take: MESSAGES_MAX,
  });
}

/** @param to as stored; null for all */
export async function deleteDevMessages(db: Db, to: string | null): Promise<void> {
  await db.devMessage.deleteMany({ where: to === null ? {} : { to } });
}
