import { beforeAll, describe, expect, test } from "vitest";
import { as, guest } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { createSegment } from "@/lib/testing/segments";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as setSegment from "./[id]/set/route";
import * as segments from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

describe("200", () => {
  test("the customer's segments by priority, then pk, keys in the document's order", async () => {
    const customer = await createCustomer(shop);
    const customers = [customer];
    const last = await createSegment(shop, { customers, priority: 5 });
    const first = await createSegment(shop, { customers, priority: -1 });
    const alsoLast = await createSegment(shop, { customers, priority: 5 });
    const { status, body } = await (await as(shop, customer)).get(segments);
    expect(status).toBe(200);
    expect(body).toEqual(
      [first, last, alsoLast].map(({ id, name, priority }) => ({ priority, pk: id, name, is_active: false })),
    );
    expect(Object.keys(body[0])).toEqual(["priority", "pk", "name", "is_active"]);
  });

  test("none of anybody else's", async () => {
    await createSegment(shop, { customers: [await createCustomer(shop)] });
    expect((await (await as(shop, await createCustomer(shop))).get(segments)).body).toEqual([]);
  });

  test("the active one is marked, and stays so in another session", async () => {
    const customer = await createCustomer(shop);
    const first = await createSegment(shop, { customers: [customer], priority: 1 });
    const second = await createSegment(shop, { customers: [customer], priority: 2 });
    await (await as(shop, customer)).post(setSegment, { params: { id: String(second.id) } });
    const { body } = await (await as(shop, customer)).get(segments);
    expect(body).toMatchObject([
      { pk: first.id, is_active: false },
      { pk: second.id, is_active: true },
    ]);
  });
});

describe("401", () => {
  test("a guest has no segments", async () => {
    expect((await guest().get(segments)).status).toBe(401);
  });
});
