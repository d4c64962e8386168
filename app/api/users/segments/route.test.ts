import { beforeAll, describe, expect, test } from "vitest";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import { as } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { createSegment } from "@/lib/testing/segments";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as setSegment from "./[id]/set/route";
import * as segments from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

async function customerWithSegment() {
  const customer = await createCustomer(shop);
  const segment = await createSegment(shop, { customers: [customer], priority: 3, currency: "eur" });
  const client = await as(shop, customer);
  const set = (id: number | string, call = {}) => client.post(setSegment, { params: { id: String(id) }, ...call });
  const active = async () => {
    const row = await shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } });
    return row.activeSegmentId;
  };
  return { customer, segment, client, set, active };
}

describe("GET 200", () => {
  test("lists the customer's segments by priority, then pk, keys in the document's order, and nobody else's", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    await customerWithSegment();
    expect((await client.get(segments)).body).toEqual([]);
    const created = [];
    for (const priority of [5, -1, 5]) created.push(await createSegment(shop, { customers: [customer], priority }));
    const [last, first, alsoLast] = created;
    const { status, body } = await client.get(segments);
    expect([status, body.map(Object.entries)]).toEqual([
      200,
      [first, last, alsoLast].map((segment) => [
        ...[
          ["priority", segment?.priority],
          ["pk", segment?.id],
          ["name", segment?.name],
          ["is_active", false],
        ],
      ]),
    ]);
  });

  test("marks the active one, in another session too", async () => {
    const { customer, segment, set } = await customerWithSegment();
    await createSegment(shop, { customers: [customer], priority: 9 });
    await set(segment.id);
    const { body } = await (await as(shop, customer)).get(segments);
    expect(body).toMatchObject([{ pk: segment.id, is_active: true }, { is_active: false }]);
  });
});

describe("POST set", () => {
  test("200: the segment becomes the active one, once and again, whatever the body; keys in the document's order", async () => {
    const { segment, set, active } = await customerWithSegment();
    const { id, name, priceList } = segment;
    for (const call of [{}, { body: "rubbish" }]) {
      const { status, body } = await set(id, call);
      expect(status).toBe(200);
      expect(Object.entries(body)).toEqual([
        ["priority", 3],
        ["pk", id],
        ["price_list", { pk: priceList.id, name: priceList.name, code: priceList.code, currency: "eur" }],
        ["name", name],
      ]);
      expect(Object.keys(body.price_list)).toEqual(["pk", "name", "code", "currency"]);
    }
    expect(await active()).toBe(id);
  });

  test.each(["abc", "", "1e3", "0x10", "1.0", " 1", "1;DROP", "٣", "NaN"])("404: %j is no segment id", async (id) => {
    const { set } = await customerWithSegment();
    expect(await set(id)).toMatchObject({ status: 404, body: { detail: "Not found." } });
  });

  test("406 segment_100_1 for somebody else's segment, and one that was taken away: the active one stays", async () => {
    const { customer, segment, set, active } = await customerWithSegment();
    const { segment: theirs } = await customerWithSegment();
    await set(segment.id);
    const { status, body } = await set(theirs.id);
    expect({ status, body }).toEqual({
      status: 406,
      body: {
        non_field_errors: `Segment with ID ${theirs.id} is not available for user ${customer.id}.`,
        error_code: "segment_100_1",
        code: "segment_100_1",
      },
    });
    expect(await active()).toBe(segment.id);
    await shop.db.segmentMembership.deleteMany({ where: { customerId: customer.id } });
    expect((await set(segment.id)).status).toBe(406);
  });

  test.each(["0", "-1", "2147483647", "2147483648", "9".repeat(40)])(
    "406 for the id %s, which nobody has",
    async (id) => {
      const { customer, set, active } = await customerWithSegment();
      const { status, body } = await set(id);
      expect([status, body.error_code, await active()]).toEqual([406, "segment_100_1", null]);
      for (const number of [id, String(customer.id)]) expect(body.non_field_errors).toContain(number);
    },
  );

  test.each(LANGUAGES)("406 in %s has its numbers without grouping", async (language) => {
    const { set } = await customerWithSegment();
    const { body } = await set("1234567", { headers: { "accept-language": language } });
    expect(body.non_field_errors).toContain("1234567");
  });
});
