import { randomInt } from "node:crypto";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type BackOffice, openBackOffice } from "@/e2e/faults/fixtures/back-office";
import { expectHonest } from "@/e2e/faults/fixtures/expectations";
import { type Instance, startInstance } from "@/e2e/faults/fixtures/instances";
import { openJournal } from "@/e2e/faults/fixtures/journal";
import { startLoad, type Work } from "@/e2e/faults/fixtures/load";
import { until } from "@/e2e/faults/fixtures/programs";
import { openShop, type Shop, type Shopper } from "@/e2e/faults/fixtures/shop";
import { patch, post } from "@/e2e/faults/fixtures/shopping";
import { report } from "@/e2e/faults/fixtures/table";

/* Two instances, a back office that changes things at either, and a receiver that is told of them, whatever dies meanwhile. */

const KILLS = Number(process.env.KILLS ?? 20);
const CUSTOMERS = 60;
const CONNECTIONS = 6;
/** Changes from one kill to the next: it comes somewhere among them. */
const CHANGES = 30;

let shop: Shop;
let office: BackOffice;

beforeAll(async () => {
  // In production receivers have TLS.
  const settings = { APP_MODE: "test", SERVER_ROLES: "api,jobs", WEBHOOK_PRIVATE_TARGETS: "true" };
  shop = await openShop({ settings });
  office = await openBackOffice(shop);
});

afterAll(async () => {
  await shop?.close();
  await office?.receiver.kill();
});

/** Somebody of whom no other test tells. */
let taken = 0;
function nextShopper(): Shopper {
  const shopper = shop.shoppers[taken++];
  if (!shopper) throw new Error("There are not enough shoppers.");
  return shopper;
}

async function idOf({ email }: Shopper): Promise<number> {
  const [row] = await shop.query<{ id: number }>("SELECT id FROM customer WHERE email = $1", [email]);
  return row?.id ?? 0;
}

const toldOf = (id: number) => office.receiver.firsts().filter(({ data }) => data.customer_id === id);

test("a segment assigned at one instance can be switched to at both at once, and taken away at the other no more", async () => {
  const shopper = nextShopper();
  const [id, segment] = [await idOf(shopper), shop.segments[0] ?? 0];
  const change = (at: number, isAssigned: boolean) =>
    office.call(at, "/api/admin/memberships/", post(office.headers, membership(id, segment, isAssigned)));
  const switched = () =>
    Promise.all(
      [0, 1].map(async (at) => {
        const answer = await office.call(at, `/users/segments/${segment}/set/`, post(shopper.headers, {}));
        return answer.status;
      }),
    );
  await change(0, false);
  expect(await switched()).toEqual([406, 406]);
  await change(0, true);
  expect(await switched()).toEqual([200, 200]);
  await change(1, false);
  expect(await switched()).toEqual([406, 406]);
  await change(1, true);
  expect(await switched()).toEqual([200, 200]);
  await until("all of it was told", () => toldOf(id).length === 6);
  expect(toldOf(id).map(({ type }) => type)).toEqual([
    "segment.removed",
    ...["segment.assigned", "segment.switched", "segment.removed"],
    ...["segment.assigned", "segment.switched"],
  ]);
});

test("a withdrawn consent and an account that is to be deleted are told of within five seconds", async () => {
  const withdrawing = nextShopper();
  const deleting = nextShopper();
  for (const value of [true, false]) {
    await office.call(0, "/users/profile/", patch(withdrawing.headers, { email_allowed: value }));
  }
  await office.call(0, "/users/deletion/", post(deleting.headers, { password: deleting.password }));
  const ages: number[] = [];
  for (const [shopper, type] of [
    [withdrawing, "consent.withdrawn"],
    [deleting, "customer.deletion_asked"],
  ] as const) {
    const id = await idOf(shopper);
    const find = () => toldOf(id).find((message) => message.type === type);
    await until(`${type} was told`, find, 10_000);
    ages.push(Date.now() - Date.parse(find()?.timestamp ?? ""));
  }
  report("a withdrawn consent, a deletion: how soon a receiver hears of it", { note: `${Math.max(...ages)} ms` });
  expect(Math.max(...ages)).toBeLessThan(5000);
});

test("what is committed while instances are killed is told of, all of it and nothing else, of each customer in order", {
  timeout: 1_800_000,
}, async () => {
  const ids = await Promise.all(Array.from({ length: CUSTOMERS }, () => idOf(nextShopper())));
  let allowed = CHANGES;
  const allowTheRest = () => {
    allowed = Number.POSITIVE_INFINITY;
  };
  onTestFinished(allowTheRest);
  const journal = openJournal();
  const works = Array.from({ length: CONNECTIONS }, () => changing(ids, () => journal.size < allowed));
  const load = startLoad(
    shop.instances.map(({ url }) => url),
    works,
    journal,
  );
  for (let killed = 0; killed < KILLS; ) {
    await load.untilAcknowledged(randomInt(1, CHANGES));
    const doomed = randomInt(4) === 0 ? [0, 1] : [randomInt(2)];
    await Promise.all(doomed.map((index) => shop.instances[index]?.end("SIGKILL")));
    for (const index of doomed) await revive(index);
    killed += doomed.length;
    allowed = journal.size + CHANGES;
  }
  allowTheRest();
  await load.untilAcknowledged(1);
  const summary = await load.finish();
  expectHonest(load, summary);
  const isAllTaken = async () => (await shop.query("SELECT FROM webhook_delivery LIMIT 1")).length === 0;
  await until("every event was taken", isAllTaken);

  const { receiver } = office;
  const firsts = new Map(receiver.firsts().map((message) => [message.id, message]));
  for (const message of receiver.taken) expect(firsts.get(message.id)).toEqual(message);
  for (const id of ids) {
    const told = toldOf(id);
    const memberships = told.flatMap(({ type, data }) =>
      type.startsWith("segment.") ? `${type === "segment.assigned" ? "assign" : "remove"} ${data.segment_id}` : [],
    );
    const consents = told.flatMap(({ type, data }) =>
      type.startsWith("consent.") ? `${data.old_value} ${type === "consent.given"}` : [],
    );
    expect(memberships).toEqual(await committedMemberships(id));
    expect(consents).toEqual(await committedConsents(id));
  }
  const again = receiver.taken.length - firsts.size;
  const note = `${firsts.size} events told, ${again} of them twice; ${await countCommitted()} changes committed`;
  report(`${KILLS} instances killed while events are sent`, { ...summary, note });
});

/** Starts an instance anew, at the same port. */
async function revive(index: number): Promise<void> {
  const { port } = shop.instances[index] as Instance;
  shop.instances[index] = await startInstance(shop.environment, { port });
}

const membership = (customer_id: number, segment_id: number, is_assigned: boolean) => ({
  changes: [{ customer_id, segment_id, is_assigned }],
});

/** What a back office does all day: each change that was acknowledged must stand in the ledger of changes. */
function changing(ids: readonly number[], mayGoOn: () => boolean): Work {
  const acknowledged = new Map<number, number>();
  return async (send, journal) => {
    await until("the next changes are allowed", mayGoOn, 600_000);
    const id = ids[randomInt(ids.length)] ?? 0;
    if (randomInt(3) === 0) {
      const body = { sms_allowed: randomInt(2) === 0 };
      await send("change a consent", `/api/admin/customers/${id}/`, patch(office.headers, body));
      return;
    }
    const segment = shop.segments[randomInt(shop.segments.length)] ?? 0;
    const body = membership(id, segment, randomInt(2) === 0);
    const answer = await send("change a membership", "/api/admin/memberships/", post(office.headers, body));
    if (!answer || JSON.parse(answer.text).results[0].outcome === "unchanged") return;
    const least = (acknowledged.get(id) ?? 0) + 1;
    acknowledged.set(id, least);
    journal.add("membership", async () => (await committedMemberships(id)).length >= least);
  };
}

/** By the ledger of who changed what, which is written in the same transaction. */
async function committedMemberships(id: number): Promise<string[]> {
  const rows = await shop.query<{ action: string; target: string }>(
    "SELECT action, target FROM admin_change WHERE target LIKE $1 ORDER BY id",
    [`customer ${id}, segment %`],
  );
  return rows.map(({ action, target }) => `${action.replace("membership.", "")} ${target.split(" ").at(-1)}`);
}

/** By the customer's own ledger. */
async function committedConsents(id: number): Promise<string[]> {
  const rows = await shop.query<{ old_value: boolean | null; new_value: boolean }>(
    "SELECT old_value, new_value FROM consent_event WHERE customer_id = $1 AND source = 'back_office' ORDER BY id",
    [id],
  );
  return rows.map((row) => `${row.old_value} ${row.new_value}`);
}

async function countCommitted(): Promise<number> {
  const [row] = await shop.query<{ count: number }>("SELECT count(*)::int FROM admin_change WHERE key_id IS NOT NULL");
  return row?.count ?? 0;
}
