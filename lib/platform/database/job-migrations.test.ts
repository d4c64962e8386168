import { expect, test } from "vitest";
import { readMigrations } from "@/lib/platform/database/migrations";
import { openEmptyDatabase } from "@/lib/testing/empty-database";

/* What the tables before the job table held becomes jobs: nothing that was promised is lost with them. */

type Row = Record<string, unknown>;

/** The jobs that a migration makes of the rows that it finds. */
async function migrate(ending: string, rows: string): Promise<Row[]> {
  const database = await openEmptyDatabase();
  try {
    for (const { name, sql } of readMigrations()) {
      if (!name.endsWith(ending)) await database.execute(sql);
      else {
        await database.execute(rows);
        await database.execute(sql);
        return await database.execute(
          `SELECT kind, key, payload, attempts, created_at::text, run_at::text, claimed_until::text, dead_at
           FROM job ORDER BY id`,
        );
      }
    }
    throw new Error(`There is no migration ${ending}.`);
  } finally {
    await database.close();
  }
}

const AT = "2026-11-01 10:00:00+00";
const NEXT = "2026-11-01 10:30:00+00";
const kept = { created_at: AT, run_at: NEXT, claimed_until: null, dead_at: null };

test("queued notifications become jobs, in their order and with the attempts that they have behind them", async () => {
  const jobs = await migrate(
    "_job_table",
    `SET TIME ZONE 'UTC';
     INSERT INTO queued_message (channel, "to", subject, body, attempts, created_at, next_attempt_at) VALUES
       ('sms', '+905321234567', NULL, 'Shop: "hello"', 0, '${AT}', '${NEXT}'),
       ('mail', 'jane@example.com', 'Subject', E'One\\ntwo', 7, '${AT}', '${NEXT}')`,
  );
  const common = { ...kept, kind: "notification.send", key: null };
  expect(jobs).toEqual([
    { ...common, attempts: 0, payload: { channel: "sms", to: "+905321234567", subject: null, body: 'Shop: "hello"' } },
    {
      ...common,
      attempts: 7,
      payload: { channel: "mail", to: "jane@example.com", subject: "Subject", body: "One\ntwo" },
    },
  ]);
});

test("what the programme was still to hear becomes jobs: one join and update a customer, one closure an account", async () => {
  const input = { profile: null, ip: "203.0.113.9", source: "profile", keepSession: 5 };
  const joining = { provedPhone: "+905321234567", attributes: { has_loyalty: true, verified_user: true }, ...input };
  const member = { firstName: "Jane" };
  const json = (payload: object) => `'${JSON.stringify(payload)}'`;
  const jobs = await migrate(
    "_loyalty_jobs",
    `SET TIME ZONE 'UTC';
     INSERT INTO customer (username, language_code) VALUES ('one', 'en'), ('two', 'en');
     INSERT INTO loyalty_task
       (kind, customer_id, provider, account_number, key, payload, is_started, attempts, created_at, next_attempt_at)
     VALUES
       ('join', 1, 'http', NULL, 'k1', ${json({ member, ...joining })}, false, 3, '${AT}', '${NEXT}'),
       ('join', NULL, 'http', NULL, 'k2', ${json({ member })}, true, 9, '${AT}', '${NEXT}'),
       ('update', 2, 'http', 'A1', 'k3', ${json({ member, ...input })}, false, 0, '${AT}', '${NEXT}'),
       ('deactivate', NULL, 'http', 'A2', 'k4', '{}', false, 2, '${AT}', '${NEXT}'),
       ('deactivate', NULL, 'http', 'A2', 'k5', ${json({ erases: true })}, false, 1, '${AT}', '${NEXT}'),
       ('deactivate', NULL, 'voucherify', 'A2', 'k6', '{}', false, 0, '${AT}', '${NEXT}')`,
  );
  const http = { provider: "http" };
  expect(jobs).toEqual([
    {
      ...kept,
      kind: "loyalty.join",
      key: "1",
      attempts: 3,
      payload: { ...http, writeKey: "k1", member, isStarted: false, joining: { ...joining, customerId: 1 } },
    },
    {
      ...kept,
      kind: "loyalty.join",
      key: null,
      attempts: 9,
      payload: { ...http, writeKey: "k2", member, isStarted: true, joining: null },
    },
    {
      ...kept,
      kind: "loyalty.update",
      key: "2",
      attempts: 0,
      payload: { ...http, writeKey: "k3", accountNumber: "A1", customerId: 2, member, ...input },
    },
    {
      ...kept,
      kind: "loyalty.close",
      key: "http:A2",
      attempts: 1,
      payload: { ...http, writeKey: "k4", accountNumber: "A2", erases: true },
    },
    {
      ...kept,
      kind: "loyalty.close",
      key: "voucherify:A2",
      attempts: 0,
      payload: { provider: "voucherify", writeKey: "k6", accountNumber: "A2", erases: false },
    },
  ]);
});
