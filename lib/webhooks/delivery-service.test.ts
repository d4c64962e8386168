import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as deletion from "@/app/api/users/deletion/route";
import * as profile from "@/app/api/users/profile/route";
import { COMMAND_LINE } from "@/lib/back-office/rules";
import { transact } from "@/lib/platform/database/transact";
import { DAY_MS } from "@/lib/platform/dates";
import { drainJobs } from "@/lib/platform/jobs/service";
import { startJobWorker } from "@/lib/platform/jobs/worker";
import { as } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { daysLater, openShop, type Shop, serveWith } from "@/lib/testing/shop";
import { type Receiver, startReceiver } from "@/lib/testing/webhook-receiver";
import {
  addEndpoint,
  enableEndpoint,
  listEndpoints,
  replayEvents,
  rotateSecret,
  testEndpoint,
} from "@/lib/webhooks/endpoint-service";
import { EVENTS, type EventType, messageSchema } from "@/lib/webhooks/event-schema";
import { recordEvents } from "@/lib/webhooks/event-service";
import { DELIVER, DELIVER_LANES } from "@/lib/webhooks/rules";

let shop: Shop;
let receiver: Receiver;
let endpointId: number;

beforeAll(async () => {
  shop = await openShop();
});

beforeEach(async () => {
  receiver = await startReceiver();
  const { endpoint, secret } = await addEndpoint(shop, COMMAND_LINE, { url: receiver.url, types: [] });
  endpointId = endpoint.id;
  receiver.secret = secret;
});

afterEach(async () => {
  await receiver.kill();
  await shop.db.webhookEndpoint.deleteMany();
  await shop.db.webhookEvent.deleteMany();
  await shop.db.job.deleteMany({ where: JOBS });
});

const JOBS = { kind: { startsWith: DELIVER } };
const PATIENCE = { timeout: 20_000 };

/** Nobody here: events outlive their customers, and know them by their ids alone. */
let lastCustomer = 1_000_000;
const newCustomerId = () => ++lastCustomer;

const record = (customerId: number, ...numbers: number[]) =>
  transact(shop.db, (transaction) =>
    recordEvents(
      transaction,
      shop,
      customerId,
      numbers.map((segment_id) => ({ type: "segment.assigned", data: { segment_id } }) as const),
    ),
  );

const makeJobsDue = () => shop.db.job.updateMany({ where: JOBS, data: { runAt: new Date(0) } });

/** As if all waiting were over. */
async function makeDue(): Promise<void> {
  await makeJobsDue();
  await shop.db.webhookEndpoint.updateMany({ data: { pausedUntil: null } });
}

const drain = (deps: Shop = shop) => drainJobs(deps, Object.keys(DELIVER_LANES));
const waiting = () => shop.db.webhookDelivery.count({ where: { deadAt: null } });
const numbersOf = (customerId: number) =>
  receiver.firsts().flatMap(({ data }) => (data.customer_id === customerId ? [data.segment_id] : []));
const state = async () => (await listEndpoints(shop)).find(({ id }) => id === endpointId);

describe("a receiver that takes messages", () => {
  test("gets what was committed, of a customer in order, signed, by the documented schema", async () => {
    const id = newCustomerId();
    await record(id, 1, 2);
    await record(id, 3);
    await drain();
    expect(numbersOf(id)).toEqual([1, 2, 3]);
    for (const { id: _id, ...message } of receiver.taken) messageSchema("segment.assigned").parse(message);
    expect(await waiting()).toBe(0);
    expect(await shop.db.job.count({ where: JOBS })).toBe(0);
  });

  test("hears nothing of what was rolled back", async () => {
    const id = newCustomerId();
    const failing = transact(shop.db, async (transaction) => {
      await recordEvents(transaction, shop, id, [{ type: "customer.created", data: {} }]);
      throw new Error("undone");
    });
    await expect(failing).rejects.toThrow("undone");
    await drain();
    expect(receiver.taken).toEqual([]);
  });

  test("hears of a withdrawn consent, and of a deletion, past a hundred other changes", async () => {
    const stop = startJobWorker(shop);
    const [withdrawing, deleting] = [await createCustomer(shop, { emailAllowed: true }), await createCustomer(shop)];
    for (let number = 0; number < 100; number++) await record(newCustomerId(), number);
    await (await as(shop, withdrawing)).patch(profile, { body: { email_allowed: false } });
    await (await as(shop, deleting)).post(deletion, { body: { password: TEST_PASSWORD } });
    for (const [{ id }, type] of [
      [withdrawing, "consent.withdrawn"],
      [deleting, "customer.deletion_asked"],
    ] as const) {
      const find = () => receiver.taken.find((message) => message.type === type && message.data.customer_id === id);
      await expect.poll(find, PATIENCE).toBeDefined();
    }
    await stop();
  });

  test("gets only the types that its endpoint takes", async () => {
    const types: EventType[] = ["customer.deleted"];
    await shop.db.webhookEndpoint.update({ where: { id: endpointId }, data: { types } });
    const id = newCustomerId();
    await record(id, 1);
    await transact(shop.db, (transaction) =>
      recordEvents(transaction, shop, id, [{ type: "customer.deleted", data: {} }]),
    );
    await drain();
    expect(receiver.taken.map(({ type }) => type)).toEqual(types);
  });

  test("verifies by either secret for a day while it is rotated, then by the new one alone", async () => {
    const former = receiver.secret;
    const { secret } = await rotateSecret(shop, COMMAND_LINE, endpointId);
    expect(secret).not.toBe(former);
    for (const one of [former, secret]) {
      receiver.secret = one;
      expect(await testEndpoint(shop, endpointId)).toBeNull();
    }
    expect(receiver.taken.map(({ type }) => type)).toEqual(["webhook.test", "webhook.test"]);
    await daysLater(shop, 2, async (later) => {
      await shop.db.webhookEndpoint.findUniqueOrThrow({ where: { id: endpointId } });
      const header = await signedHeader(later);
      expect(header.split(" ")).toHaveLength(1);
    });
  });

  test("gets events anew from a cursor or a time, with the ids that they had", async () => {
    const [one, other] = [newCustomerId(), newCustomerId()];
    await record(one, 1);
    await record(other, 2);
    await drain();
    const before = receiver.firsts();
    const second = await shop.db.webhookEvent.findFirstOrThrow({ where: { customerId: other } });
    receiver.taken.length = 0;
    expect(await replayEvents(shop, COMMAND_LINE, endpointId, { from: String(second.id) })).toBe(1);
    await expect.poll(waiting, PATIENCE).toBe(0);
    expect(receiver.taken).toEqual(before.filter(({ data }) => data.customer_id === other));
    const yesterday = new Date(Date.now() - DAY_MS).toISOString();
    expect(await replayEvents(shop, COMMAND_LINE, endpointId, { from: yesterday })).toBeGreaterThanOrEqual(2);
    await expect.poll(waiting, PATIENCE).toBe(0);
    expect(numbersOf(one)).toEqual([1]);
  });
});

test("a receiver that is killed a hundred times gets exactly what was committed, of each customer in order", async () => {
  const customers = Array.from({ length: 5 }, newCustomerId);
  const committed = new Map<number, number[]>(customers.map((id) => [id, []]));
  const faults = [
    "die_unread",
    "die_taken",
    "take_slowly",
    { status: 500 },
    { status: 302, headers: { Location: "/else" } },
  ] as const;
  for (let round = 0; round < 100; round++) {
    const id = customers[round % customers.length] ?? 0;
    if (round % 7 === 3) {
      await transact(shop.db, async (transaction) => {
        await recordEvents(transaction, shop, id, [{ type: "segment.assigned", data: { segment_id: -round } }]);
        throw new Error("undone");
      }).catch(() => {});
    } else {
      await record(id, round * 2, round * 2 + 1);
      committed.get(id)?.push(round * 2, round * 2 + 1);
    }
    receiver.behaviour = faults[round % faults.length] ?? "take";
    const draining = drain();
    await receiver.kill();
    await draining;
    await makeDue();
    await receiver.revive();
    if (round % 4 === 0) receiver.behaviour = "take";
    if (round % 2 === 0) await drain();
  }
  receiver.behaviour = "take";
  for (let round = 0; (await waiting()) > 0 && round < 10; round++) {
    await makeDue();
    await drain();
  }
  for (const id of customers) expect(numbersOf(id)).toEqual(committed.get(id));
  // Whatever came twice was the same.
  for (const message of receiver.taken) {
    expect(receiver.firsts().find(({ id }) => id === message.id)).toEqual(message);
  }
  expect(receiver.taken.length).toBeGreaterThan(receiver.firsts().length);
  expect(await state()).toMatchObject({ failures: 0, failingSince: null, disabledAt: null });
}, 300_000);

describe("a receiver that fails", () => {
  test("holds up the customer's next event and nobody else's", async () => {
    const [stuck, other] = [newCustomerId(), newCustomerId()];
    receiver.behaviour = { status: 500 };
    await record(stuck, 1);
    await drain();
    receiver.behaviour = "take";
    await record(other, 3);
    await drain();
    expect([numbersOf(stuck), numbersOf(other)]).toEqual([[], [3]]);
    await record(stuck, 2);
    await drain();
    expect(numbersOf(stuck)).toEqual([1, 2]);
  });

  test("by never answering delays the events of no other", async () => {
    const hanging = await startReceiver();
    hanging.behaviour = "hang";
    const { endpoint } = await addEndpoint(shop, COMMAND_LINE, { url: hanging.url, types: [] });
    for (let customer = 0; customer < 20; customer++) await record(newCustomerId(), customer);
    const stop = startJobWorker(shop);
    await expect.poll(() => receiver.firsts().length, { timeout: 9000 }).toBe(20);
    // Nor had the other time to give up on any.
    const where = { endpointId: endpoint.id, lastError: null };
    expect(await shop.db.webhookDelivery.count({ where })).toBe(20);
    await hanging.kill();
    await stop();
  });

  test("is left alone for as long as it asks, but for no longer than an event is tried", async () => {
    const pauseSeconds = async () => ((await state())?.pausedUntil?.getTime() ?? 0) / 1000 - Date.now() / 1000;
    receiver.behaviour = { status: 429, headers: { "Retry-After": "120" } };
    await record(newCustomerId(), 1);
    await drain();
    expect(await pauseSeconds()).toBeGreaterThan(100);
    expect(await pauseSeconds()).toBeLessThanOrEqual(120);
    receiver.behaviour = "take";
    await makeJobsDue();
    await drain();
    expect(receiver.taken).toEqual([]);
    receiver.behaviour = { status: 503, headers: { "Retry-After": "999999" } };
    await makeDue();
    await drain();
    expect(await pauseSeconds()).toBeGreaterThan(86_000);
    expect(await pauseSeconds()).toBeLessThanOrEqual(86_400);
  });

  test("is left alone for a while after five failures in a row", async () => {
    receiver.behaviour = "die_unread";
    for (let customer = 0; customer < 20; customer++) await record(newCustomerId(), customer);
    await drain();
    const { failures = 0, pausedUntil } = (await state()) ?? {};
    expect(failures).toBeLessThan(20);
    expect(pausedUntil?.getTime()).toBeGreaterThan(Date.now());
    receiver.behaviour = "take";
    await drain();
    expect(receiver.taken).toEqual([]);
    await makeDue();
    await drain();
    expect(receiver.firsts()).toHaveLength(20);
  });

  test("loses an event after a day, is sent the next one, and is disabled after three days", async () => {
    const id = newCustomerId();
    receiver.behaviour = { status: 500 };
    await record(id, 1);
    await record(id, 2);
    await drain();
    await makeDue();
    await daysLater(shop, 1.01, async (later) => void (await drain(later)));
    expect(await shop.db.webhookDelivery.findMany({ orderBy: { eventId: "asc" } })).toMatchObject([
      { lastError: "status_500", deadAt: expect.any(Date) },
      { lastError: "status_500", deadAt: null },
    ]);
    await makeDue();
    await daysLater(shop, 3.01, async (later) => void (await drain(later)));
    expect(await state()).toMatchObject({ disabledReason: "failing", disabledAt: expect.any(Date) });
  });

  test("is disabled at once by a 410, and after it was enabled goes on where it was", async () => {
    const id = newCustomerId();
    receiver.behaviour = { status: 410 };
    await record(id, 1);
    await drain();
    expect(await state()).toMatchObject({ disabledReason: "gone" });
    receiver.behaviour = "take";
    await record(id, 2);
    await makeDue();
    await drain();
    expect(receiver.taken).toEqual([]);
    await enableEndpoint(shop, COMMAND_LINE, endpointId);
    await expect.poll(waiting, PATIENCE).toBe(0);
    // While it was disabled nothing was queued: that is what a replay is for.
    expect(numbersOf(id)).toEqual([1]);
    const missed = await shop.db.webhookEvent.findMany({ where: { customerId: id }, orderBy: { id: "desc" }, take: 1 });
    await replayEvents(shop, COMMAND_LINE, endpointId, { from: String(missed[0]?.id) });
    await expect.poll(waiting, PATIENCE).toBe(0);
    expect(numbersOf(id)).toEqual([1, 2]);
  });
});

test("every type of event has a schema that names its customer", () => {
  for (const schema of Object.values(EVENTS)) expect(schema.shape).toHaveProperty("customer_id");
});

async function signedHeader(later: Shop): Promise<string> {
  let header = "";
  const webhooks = {
    send: async ({ headers }: { headers: Record<string, string> }) => {
      header = headers["webhook-signature"] ?? "";
      return { status: 204, retryAfterSeconds: null };
    },
  };
  await serveWith(shop, { now: later.now, webhooks }, (changed) => testEndpoint(changed, endpointId));
  return header;
}
