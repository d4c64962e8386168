import type { ConsentChange, ConsentReceipt } from "@/lib/consents/rules";
import type { ConsentEvent } from "@/lib/generated/prisma/client";
import { insertMany } from "@/lib/platform/database/insert-many";
import type { Db, DbTransaction } from "@/lib/platform/db";

export type ConsentEventRow = ConsentEvent;

const EVENTS_SQL = `
  SELECT id, customer_id AS "customerId", channel, old_value AS "oldValue", new_value AS "newValue", at, ip,
    wording_version AS "wordingVersion", source
  FROM consent_event WHERE customer_id = $1 ORDER BY id DESC`;

/** Every entry of a customer's consent ledger, newest first. */
export function readConsentEvents(db: Db, customerId: number): Promise<ConsentEventRow[]> {
  return db.readRows<ConsentEventRow>(EVENTS_SQL, [customerId]);
}

export async function insertConsentEvents(
  db: DbTransaction,
  customerId: number,
  changes: readonly ConsentChange[],
  evidence: { at: Date; ip: string; wordingVersion: string; source: string },
): Promise<void> {
  await db.consentEvent.createMany({ data: changes.map((change) => ({ customerId, ...change, ...evidence })) });
}

const RECEIPT_TYPES = {
  customerId: "int",
  channel: '"ConsentChannel"',
  oldValue: "boolean",
  newValue: "boolean",
  at: "timestamptz",
  ip: "text",
  wordingVersion: "text",
  source: "text",
};

/** The whole ledgers of new customers, each one's in order. */
export async function insertConsentReceipts(
  db: DbTransaction,
  receipts: readonly (ConsentReceipt & { customerId: number })[],
): Promise<void> {
  await insertMany(db, "consent_event", RECEIPT_TYPES, receipts);
}
