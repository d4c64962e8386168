import { randomBytes, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { DAY_MS } from "@/lib/platform/dates";
import { drainJobs, scheduleRecurringJobs } from "@/lib/platform/jobs/service";
import { DELETE_ACCOUNT } from "@/lib/privacy/service";
import { changeSetting } from "@/lib/settings/service";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import { recurringJobs } from "@/server/jobs";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const daysFromNow = (days: number) => new Date(Date.now() + days * DAY_MS);
const hash = () => randomBytes(32).toString("hex");

/** Runs all that runs by the clock. @returns how many jobs were done */
async function runAll(): Promise<number> {
  const deps = { ...shop, jobs: recurringJobs };
  await shop.db.job.deleteMany({ where: { kind: { in: Object.keys(recurringJobs) } } });
  await scheduleRecurringJobs(deps);
  return drainJobs(deps);
}

type Row = { id: bigint } | { key: string };
/** What runs by the clock deletes: one row whose time is up, and one whose time is not. */
type Plant = (customerId: number) => Promise<[expired: Row, live: Row]>;

const both = async (create: (days: number) => Promise<Row>): Promise<[Row, Row]> => [
  await create(-500),
  await create(1),
];

type Table = "session" | "activity" | "verification" | "emailLink" | "idempotentAnswer" | "job" | "knownDevice";

const TABLES: [Table, Plant][] = [
  [
    "knownDevice",
    (customerId) =>
      both((days) =>
        shop.db.knownDevice.create({ data: { customerId, tokenHash: hash(), lastSeenAt: daysFromNow(days) } }),
      ),
  ],
  [
    "session",
    (customerId) =>
      both((days) => shop.db.session.create({ data: { customerId, tokenHash: hash(), expiresAt: daysFromNow(days) } })),
  ],
  [
    "activity",
    (customerId) =>
      both((days) => shop.db.activity.create({ data: { customerId, kind: "signed_in", at: daysFromNow(days) } })),
  ],
  [
    "verification",
    () =>
      both((days) =>
        shop.db.verification.create({
          data: { holder: randomUUID(), purpose: "test", phone: "+905321234567", expiresAt: daysFromNow(days) },
        }),
      ),
  ],
  [
    "emailLink",
    (customerId) =>
      both((days) =>
        shop.db.emailLink.create({
          data: { customerId, purpose: "email_change", tokenHash: hash(), expiresAt: daysFromNow(days) },
        }),
      ),
  ],
  [
    "idempotentAnswer",
    () =>
      both((days) =>
        shop.db.idempotentAnswer.create({ data: { key: hash(), requestHash: "", expiresAt: daysFromNow(days) } }),
      ),
  ],
  ["job", () => both((days) => shop.db.job.create({ data: { kind: "test.dead", deadAt: daysFromNow(days) } }))],
];

describe("by the clock", () => {
  test.each(TABLES)("rows of %s go when their time is up, and no sooner", async (table, plant) => {
    const { id } = await createCustomer(shop);
    const [expired, live] = await plant(id);
    expect(await runAll()).toBe(Object.keys(recurringJobs).length);
    const left = async (row: Row) => {
      const model = shop.db[table] as unknown as { count(query: object): Promise<number> };
      return model.count({ where: "id" in row ? { id: row.id } : { key: row.key } });
    };
    expect([await left(expired), await left(live)]).toEqual([0, 1]);
  });

  test("accounts whose time has come are deleted, and consents that were kept long enough", async () => {
    const due = await createCustomer(shop, { deletionDueAt: daysFromNow(-1) });
    const asked = await createCustomer(shop, { deletionDueAt: daysFromNow(1) });
    const consent = { channel: "sms", at: daysFromNow(-400), wordingVersion: "1", source: "test" } as const;
    const contactHash = hash();
    for (const days of [-1, 1]) {
      await shop.db.retainedConsent.create({ data: { ...consent, contactHash, keptUntil: daysFromNow(days) } });
    }
    await runAll();
    await drainJobs(shop, [DELETE_ACCOUNT]);
    const ids = { in: [due.id, asked.id] };
    expect(await shop.db.customer.findMany({ where: { id: ids }, select: { id: true } })).toEqual([{ id: asked.id }]);
    expect(await shop.db.retainedConsent.count({ where: { contactHash } })).toBe(1);
  });

  test("points expire where the programme is the embedded one", async () => {
    const member = await shop.db.loyaltyMember.create({
      data: { accountNumber: hash().slice(0, 12), creationKey: hash(), firstName: "Jane", lastName: "Doe" },
    });
    const points = { memberId: member.id, kind: "earn", points: 10, description: "" } as const;
    await shop.db.loyaltyEntry.create({ data: { ...points, reference: randomUUID(), expiresAt: daysFromNow(-1) } });
    const expiries = () => shop.db.loyaltyEntry.count({ where: { memberId: member.id, kind: "expire" } });
    await runAll();
    expect(await expiries()).toBe(0);
    await changeSetting(shop, "CUSTOMER_LOYALTY_CARD_SERVICE", { provider: "embedded" });
    await runAll();
    expect(await expiries()).toBe(1);
    await changeSetting(shop, "CUSTOMER_LOYALTY_CARD_SERVICE", null);
  });
});
