import type { Db } from "@/lib/platform/db";

const MESSAGES_MAX = 100;

export type DevMessageRow = {
  id: bigint;
  channel: string;
  to: string;
  body: string;
  html: string | null;
  code: string | null;
  sentAt: Date;
};

/** Newest first, at most a hundred. @param to as stored; null for all */
export async function readDevMessages(db: Db, to: string | null): Promise<DevMessageRow[]> {
  return db.devMessage.findMany({
    where: to === null ? {} : { to },
    orderBy: { id: "desc" },
    take: MESSAGES_MAX,
  });
}
