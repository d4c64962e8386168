import type { Db, DbTransaction } from "@/lib/platform/db";

export async function readSettings(db: Db): Promise<{ name: string; value: unknown; updatedAt: Date }[]> {
  return db.setting.findMany({ orderBy: { name: "asc" } });
}

export async function writeSetting(db: DbTransaction, name: string, value: object | null, now: Date): Promise<void> {
  const text = JSON.stringify(value);
  await db.$executeRawUnsafe(
    `INSERT INTO setting (name, value, updated_at) VALUES ($1, $2::json, $3)
     ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value, updated_at = EXCLUDED.updated_at`,
    name,
    text,
    now,
  );
}
