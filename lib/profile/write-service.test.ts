import fc from "fast-check";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type CustomerRow, type PlainColumns, updateCustomerRow } from "@/lib/customers/store";
import { transact } from "@/lib/platform/database/transact";
import type { Db, DbTransaction } from "@/lib/platform/db";
import { writeColumns, writePlainColumns } from "@/lib/profile/write-service";
import { createCustomer } from "@/lib/testing/customers";
import { onPostgres, openShop, type Shop } from "@/lib/testing/shop";
import { recordEvents } from "@/lib/webhooks/event-service";

const AT = new Date("2026-02-28T12:34:56.789Z");
const ANY_VERSION = { ifMatch: null };

let shop: Shop;
let endpointId: number;
beforeAll(async () => {
  shop = { ...(await openShop()), now: () => AT };
});
beforeEach(async () => {
  const { db } = shop;
  ({ id: endpointId } = await db.webhookEndpoint.create({ data: { url: "https://all.example", types: [] } }));
  await db.webhookEndpoint.create({ data: { url: "https://cards.example", types: ["card.left"] } });
});
afterEach(async () => {
  await shop.db.webhookEndpoint.deleteMany();
  await shop.db.job.deleteMany({ where: { kind: { startsWith: "webhook.deliver" } } });
});

/** All that a change leaves behind. */
async function tracesOf(db: Db | DbTransaction, { id: customerId }: CustomerRow) {
  const where = { customerId };
  return {
    row: await db.customer.findUniqueOrThrow({ where: { id: customerId } }),
    events: await db.webhookEvent.findMany({
      where,
      select: { type: true, at: true, data: true },
      orderBy: { id: "asc" },
    }),
    deliveries: await db.webhookDelivery.findMany({ where, select: { endpointId: true } }),
    jobs: await db.job.findMany({ where: { key: { endsWith: `:${customerId}` } }, select: { kind: true, key: true } }),
  };
}

class Undone extends Error {
  constructor(readonly traces: unknown) {
    super("undone");
  }
}

/** What the change leaves in a transaction, which is undone. */
async function tracesInTransaction(customer: CustomerRow, columns: PlainColumns): Promise<unknown> {
  const undone = await transact(shop.db, async (transaction) => {
    const row = await writeColumns(transaction, shop, customer, columns, ANY_VERSION);
    throw new Undone([row, await tracesOf(transaction, customer)]);
  }).catch((error: unknown) => error);
  if (!(undone instanceof Undone)) throw undone;
  return undone.traces;
}

const text = fc.string({ unit: "grapheme", maxLength: 10 }).map((given) => given.replaceAll("\0", ""));
const day = fc
  .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
  .map((date) => new Date(date.toISOString().slice(0, 10)));
const anyColumns: fc.Arbitrary<PlainColumns> = fc.record(
  {
    username: fc.uuid(),
    usernameCanonical: fc.uuid(),
    firstName: text,
    lastName: text,
    gender: fc.constantFrom("female" as const, "male" as const, null),
    dateOfBirth: fc.option(day),
    languageCode: fc.constantFrom("en", "tr-tr"),
  },
  { requiredKeys: [] },
);

test("a change in one statement leaves what the same change leaves in a transaction, whatever its columns are", async () => {
  await fc.assert(
    fc.asyncProperty(anyColumns, async (columns) => {
      const customer = await createCustomer(shop);
      const expected = await tracesInTransaction(customer, columns);
      const row = await writePlainColumns(shop, customer, columns, ANY_VERSION);
      expect([row, await tracesOf(shop.db, customer)]).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});

test("a change that is refused for its version tells nobody", async () => {
  const customer = await createCustomer(shop);
  const before = await tracesOf(shop.db, customer);
  const ifMatch = `"${customer.id}-${customer.version + 1}-en"`;
  const change = writePlainColumns(shop, customer, { firstName: "Jane" }, { ifMatch });
  await expect(change).rejects.toMatchObject({ code: "precondition_failed" });
  expect(await tracesOf(shop.db, customer)).toEqual(before);
});

describe.runIf(onPostgres())("a change that waits for another one", () => {
  const WAITING = `SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%UPDATE customer c SET%'`;

  /** Starts the change while a transaction is open, and ends that once the change waits for it. */
  async function changeDuring(
    customer: CustomerRow,
    begin: (transaction: DbTransaction) => Promise<unknown>,
    end: (transaction: DbTransaction) => Promise<unknown>,
  ): Promise<CustomerRow> {
    let change: Promise<CustomerRow> | undefined;
    await transact(shop.db, async (transaction) => {
      await begin(transaction);
      change = writePlainColumns(shop, customer, { firstName: "Jane" }, ANY_VERSION);
      await expect.poll(() => shop.db.$queryRawUnsafe<unknown[]>(WAITING), { timeout: 20_000 }).toHaveLength(1);
      await end(transaction);
    });
    if (!change) throw new Error("It has not begun.");
    return change;
  }

  test("tells after whatever that one tells of the customer", async () => {
    const customer = await createCustomer(shop);
    const assign = (segment_id: number) => (transaction: DbTransaction) =>
      recordEvents(transaction, shop, customer.id, [{ type: "segment.assigned", data: { segment_id } }]);
    await changeDuring(customer, assign(1), assign(2));
    const { events } = await tracesOf(shop.db, customer);
    expect(events.map(({ type }) => type)).toEqual(["segment.assigned", "segment.assigned", "customer.updated"]);
  });

  test("keeps what that one has written, and tells no endpoint that was removed meanwhile", async () => {
    const customer = await createCustomer(shop);
    const options = { ifVersions: null, now: AT };
    const row = await changeDuring(
      customer,
      (transaction) => updateCustomerRow(transaction, customer.id, { lastName: "Roe" }, options),
      () => shop.db.webhookEndpoint.delete({ where: { id: endpointId } }),
    );
    expect(row).toMatchObject({ firstName: "Jane", lastName: "Roe", version: customer.version + 2 });
    const { events, deliveries } = await tracesOf(shop.db, customer);
    expect([events.length, deliveries]).toEqual([1, []]);
  });
});
