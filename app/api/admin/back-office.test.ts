import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import * as oneCustomer from "@/app/api/admin/customers/[id]/route";
import * as customers from "@/app/api/admin/customers/route";
import * as memberships from "@/app/api/admin/memberships/route";
import * as onePriceList from "@/app/api/admin/price-lists/[id]/route";
import * as priceLists from "@/app/api/admin/price-lists/route";
import * as oneSegment from "@/app/api/admin/segments/[id]/route";
import * as segments from "@/app/api/admin/segments/route";
import * as oneSetting from "@/app/api/admin/settings/[name]/route";
import * as settings from "@/app/api/admin/settings/route";
import * as replay from "@/app/api/admin/webhooks/[id]/replay/route";
import * as oneWebhook from "@/app/api/admin/webhooks/[id]/route";
import * as secret from "@/app/api/admin/webhooks/[id]/secret/route";
import * as sendTest from "@/app/api/admin/webhooks/[id]/test/route";
import * as webhooks from "@/app/api/admin/webhooks/route";
import * as consents from "@/app/api/users/consents/route";
import * as profile from "@/app/api/users/profile/route";
import * as setSegment from "@/app/api/users/segments/[id]/set/route";
import * as ownSegments from "@/app/api/users/segments/route";
import { postgresClient } from "@/lib/platform/db";
import { as, type Client, withAdminKey } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { createSegment } from "@/lib/testing/segments";
import { daysLater, onPostgres, openShop, type Shop, serveWith } from "@/lib/testing/shop";
import { startReceiver } from "@/lib/testing/webhook-receiver";

let shop: Shop;
let admin: Client;
beforeAll(async () => {
  shop = await openShop();
  admin = await withAdminKey(shop);
});

const withId = (id: number, body?: object) => ({ params: { id: String(id) }, body });
const changesOf = async (target: string) =>
  (await shop.db.adminChange.findMany({ where: { target, keyId: { not: null } }, orderBy: { id: "asc" } })).map(
    ({ action }) => action,
  );

/** Those of these customers that come from a place on, in small pages, and where to come back to; others' clocks may be ahead. */
async function walk(
  mine: readonly number[],
  cursor: string,
  onPage = async () => {},
): Promise<{ ids: number[]; next: string }> {
  const ids: number[] = [];
  for (let next = cursor; ; ) {
    const { body } = await admin.get(customers, {
      query: new URLSearchParams({ cursor: next, limit: "3" }).toString(),
    });
    ids.push(...body.customers.map(({ id }: { id: number }) => id).filter((id: number) => mine.includes(id)));
    next = body.next;
    if (!body.has_more) return { ids, next };
    await onPage();
  }
}

const nowCursor = () => `${new Date().toISOString().replace("Z", "000Z")}_0`;

describe("customers", () => {
  test("are listed by when they changed, whole, from a cursor or a time", async () => {
    const start = new Date();
    const made = [];
    for (let count = 0; count < 5; count++) made.push(await createCustomer(shop, { modifiedAt: new Date() }));
    const cursor = `${start.toISOString().replace("Z", "000Z")}_0`;
    const mine = made.map(({ id }) => id);
    expect((await walk(mine, cursor)).ids).toEqual(mine);
    const { body } = await admin.get(customers, { query: `updated_since=${start.toISOString()}&limit=1` });
    expect(body).toMatchObject({
      customers: [{ id: made[0]?.id, is_email_proved: true, segments: [] }],
      has_more: true,
    });
  });

  test("who change while they are read are read again, and nobody is left out", async () => {
    const cursor = nowCursor();
    const made: number[] = [];
    for (let count = 0; count < 6; count++) made.push((await createCustomer(shop, { modifiedAt: new Date() })).id);
    let changes = 0;
    const { ids } = await walk(made, cursor, async () => {
      if (changes++ > 2) return;
      const id = made[changes] ?? 0;
      await admin.patch(oneCustomer, withId(id, { first_name: `Changed${changes}` }));
    });
    expect(new Set(ids)).toEqual(new Set(made));
    for (const id of made.slice(1, 4)) expect(ids.lastIndexOf(id)).toBeGreaterThanOrEqual(made.indexOf(id));
  });

  test("whose change is committed late, with an earlier time, are heard of by whoever comes back", async () => {
    const cursor = nowCursor();
    const late = await createCustomer(shop, { modifiedAt: new Date() });
    const early = new Date(Date.now() - 20_000);
    const { next } = await walk([late.id], cursor);
    await shop.db.customer.update({ where: { id: late.id }, data: { modifiedAt: early } });
    expect((await walk([late.id], next)).ids).toContain(late.id);
    await daysLater(shop, 1, async () => {
      const { next: settled } = await walk([late.id], next);
      expect((await walk([late.id], settled)).ids).toEqual([]);
    });
  });

  test("are listed anew after whatever their answer shows has changed", async () => {
    const { id } = await createCustomer(shop, { modifiedAt: new Date(0) });
    const segment = await createSegment(shop);
    for (const [is_assigned, change] of [
      [true, { segments: [segment.id] }],
      [false, { segments: [] }],
    ] as const) {
      const cursor = nowCursor();
      await admin.post(memberships, { body: { changes: [{ customer_id: id, segment_id: segment.id, is_assigned }] } });
      expect((await walk([id], cursor)).ids).toEqual([id]);
      expect((await admin.get(oneCustomer, withId(id))).body).toMatchObject(change);
    }
  });

  test("are changed as they would themselves: in their ledger, with a line of who did it", async () => {
    const customer = await createCustomer(shop, { emailAllowed: true });
    const body = { first_name: "Jane", email_allowed: false, attributes: { tier: "gold" } };
    const answer = await admin.patch(oneCustomer, withId(customer.id, body));
    expect(answer).toMatchObject({ status: 200, body: { first_name: "Jane", email_allowed: false } });
    const own = await as(shop, customer);
    expect((await own.get(profile)).body).toMatchObject({ first_name: "Jane", attributes: { tier: "gold" } });
    expect((await own.get(consents)).body.receipts).toMatchObject([
      { channel: "email", old_value: true, new_value: false, source: "back_office" },
    ]);
    expect(await changesOf(`customer ${customer.id}`)).toEqual(["customer.change"]);
    const events = await shop.db.webhookEvent.findMany({ where: { customerId: customer.id }, orderBy: { id: "asc" } });
    expect(events.map(({ type }) => type)).toEqual(["customer.updated", "consent.withdrawn"]);
  });

  test("that are not there are 404, and a cursor that is none is 400", async () => {
    for (const answer of [
      await admin.get(oneCustomer, withId(2 ** 31 - 1)),
      await admin.patch(oneCustomer, withId(2 ** 31 - 1, {})),
    ]) {
      expect(answer.status).toBe(404);
    }
    for (const query of [
      "cursor=x",
      "cursor=2026-13-45T00:00:00.000000Z_1",
      "limit=0",
      "limit=501",
      "updated_since=now",
    ]) {
      expect((await admin.get(customers, { query })).status).toBe(400);
    }
  });
});

describe("segments and price lists", () => {
  test("are added, changed and listed; what they refer to has to be there", async () => {
    const [list, segment] = [900_001, 900_002];
    const priceList = { name: "Wholesale", code: "BO-1", currency: "EUR" };
    expect((await admin.put(onePriceList, withId(list, priceList))).body).toEqual({
      id: list,
      ...priceList,
      currency: "eur",
    });
    const body = { name: "Wholesale", priority: 3, price_list_id: list };
    expect((await admin.put(oneSegment, withId(segment, body))).body).toEqual({ id: segment, ...body });
    await admin.put(oneSegment, withId(segment, { ...body, priority: 4 }));
    expect((await admin.get(segments)).body.segments).toContainEqual({ id: segment, ...body, priority: 4 });
    expect((await admin.get(priceLists)).body.price_lists).toContainEqual({ id: list, ...priceList, currency: "eur" });
    expect((await admin.put(oneSegment, withId(segment, { ...body, price_list_id: 999_999 }))).body).toEqual({
      price_list_id: ["There is no such price list."],
    });
    expect((await admin.put(onePriceList, withId(list + 9, priceList))).body).toEqual({
      code: ["This code belongs to another price list."],
    });
    expect(await changesOf(`segment ${segment}`)).toEqual(["segment.save", "segment.save"]);
  });

  test("a segment that is assigned can be switched to at once, and one that is taken away no more", async () => {
    const [customer, segment] = [await createCustomer(shop), await createSegment(shop)];
    const own = await as(shop, customer);
    const set = () => own.post(setSegment, { params: { id: String(segment.id) } });
    const change = (is_assigned: boolean) =>
      admin.post(memberships, {
        body: { changes: [{ customer_id: customer.id, segment_id: segment.id, is_assigned }] },
      });
    expect((await set()).status).toBe(406);
    await change(true);
    expect((await set()).status).toBe(200);
    expect((await own.get(ownSegments)).body).toMatchObject([{ pk: segment.id, is_active: true }]);
    await change(false);
    expect((await set()).status).toBe(406);
    expect((await own.get(ownSegments)).body).toEqual([]);
  });

  test.runIf(onPostgres())("at another instance, too, whose connections are its own", async () => {
    const [customer, segment] = [await createCustomer(shop), await createSegment(shop)];
    const db = postgresClient(new pg.Pool({ connectionString: shop.env.DATABASE_URL }));
    const own = await as(shop, customer);
    const there = <T>(work: () => Promise<T>) => serveWith(shop, { db }, work);
    expect((await there(() => own.get(ownSegments))).body).toEqual([]);
    const changes = [{ customer_id: customer.id, segment_id: segment.id, is_assigned: true }];
    await admin.post(memberships, { body: { changes } });
    const set = () => own.post(setSegment, { params: { id: String(segment.id) } });
    expect((await there(set)).status).toBe(200);
    expect((await own.get(ownSegments)).body).toMatchObject([{ pk: segment.id, is_active: true }]);
    await db.$disconnect();
  });

  test("memberships change in bulk, with an outcome for each in order, and twice as once", async () => {
    const [one, other] = [await createCustomer(shop), await createCustomer(shop)];
    const { id } = await createSegment(shop, { customers: [other] });
    const change = (customer_id: number, segment_id: number, is_assigned: boolean) => ({
      customer_id,
      segment_id,
      is_assigned,
    });
    const none = 2 ** 31 - 1;
    const changes = [
      ...[change(one.id, id, true), change(one.id, id, true), change(other.id, id, false)],
      ...[change(none, id, true), change(one.id, none, true)],
    ];
    const outcomes = async () =>
      (await admin.post(memberships, { body: { changes } })).body.results.map(
        ({ outcome }: { outcome: string }) => outcome,
      );
    expect(await outcomes()).toEqual(["assigned", "unchanged", "removed", "customer_not_found", "segment_not_found"]);
    expect(await outcomes()).toEqual([
      "unchanged",
      "unchanged",
      "unchanged",
      "customer_not_found",
      "segment_not_found",
    ]);
    expect(await changesOf(`customer ${one.id}, segment ${id}`)).toEqual(["membership.assign"]);
  });
});

test("settings are shown and changed by their schemas, with a line of who did it", async () => {
  const set = (name: string, value: unknown) => admin.put(oneSetting, { params: { name }, body: { value } });
  expect((await set("CLIENT_TYPES", { till: { verify_sms: false } })).status).toBe(204);
  const { body } = await admin.get(settings);
  expect(body.settings).toContainEqual({
    name: "CLIENT_TYPES",
    value: { till: { verify_sms: false } },
    updated_at: expect.any(String),
  });
  expect(await set("CLIENT_TYPES", [])).toMatchObject({
    status: 400,
    body: { value: [expect.stringContaining("not valid")] },
  });
  expect((await set("NOTHING", {})).status).toBe(404);
  await set("CLIENT_TYPES", {});
  expect((await changesOf("setting CLIENT_TYPES")).slice(-2)).toEqual(["setting.change", "setting.change"]);
});

test("webhooks are added, tested, rotated, disabled, enabled, replayed and removed", async () => {
  const receiver = await startReceiver();
  const { body: added } = await admin.post(webhooks, { body: { url: receiver.url } });
  receiver.secret = added.secret;
  const at = (body?: object) => withId(added.id, body);
  expect((await admin.post(sendTest, at())).body).toEqual({ error: null });
  expect((await admin.get(webhooks)).body.endpoints).toContainEqual(
    expect.objectContaining({ id: added.id, state: "enabled", types: [], waiting: expect.any(Number), dead: 0 }),
  );
  expect((await admin.get(webhooks)).body.endpoints[0]).not.toHaveProperty("secret");
  expect((await admin.post(secret, at())).body.secret).toMatch(/^whsec_/);
  expect((await admin.patch(oneWebhook, at({ is_enabled: false }))).body).toMatchObject({
    state: "disabled",
    disabled_reason: "asked",
  });
  expect((await admin.post(replay, at({ from: "1" }))).body).toEqual({
    from: ["The endpoint is disabled: enable it first."],
  });
  expect((await admin.patch(oneWebhook, at({ is_enabled: true }))).body).toMatchObject({ state: "enabled" });
  expect((await admin.post(replay, at({ from: "2100-01-01T00:00:00Z" }))).body).toEqual({ customers: 0 });
  await receiver.kill();
  expect((await admin.post(sendTest, at())).body).toEqual({ error: "ECONNREFUSED" });
  expect((await admin.delete(oneWebhook, at())).status).toBe(204);
  expect((await admin.delete(oneWebhook, at())).status).toBe(404);
  expect(await changesOf(`webhook endpoint ${added.id}`)).toEqual([
    ...["webhook.add", "webhook.rotate", "webhook.disable", "webhook.enable", "webhook.replay", "webhook.remove"],
  ]);
});
