import { beforeAll, describe, expect, test } from "vitest";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import { as, clientWith, guest, withToken } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { createSegment } from "@/lib/testing/segments";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as setSegment from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

async function activeSegmentOf({ id }: { id: number }) {
  const row = await shop.db.customer.findUniqueOrThrow({ where: { id }, select: { activeSegmentId: true } });
  return row.activeSegmentId;
}

async function customerWithSegment() {
  const customer = await createCustomer(shop);
  const segment = await createSegment(shop, { customers: [customer], priority: 3, currency: "eur" });
  return { customer, segment, client: await as(shop, customer) };
}

describe("200", () => {
  test("the segment becomes the active one; keys in the document's order", async () => {
    const { customer, segment, client } = await customerWithSegment();
    const { status, body } = await client.post(setSegment, { params: { id: String(segment.id) } });
    expect(status).toBe(200);
    expect(body).toEqual({
      priority: 3,
      pk: segment.id,
      price_list: {
        pk: segment.priceList.id,
        name: segment.priceList.name,
        code: segment.priceList.code,
        currency: "eur",
      },
      name: segment.name,
    });
    expect(Object.keys(body)).toEqual(["priority", "pk", "price_list", "name"]);
    expect(Object.keys(body.price_list)).toEqual(["pk", "name", "code", "currency"]);
    expect(await activeSegmentOf(customer)).toBe(segment.id);
  });

  test("setting it again is fine, and so is a body that nobody asked for", async () => {
    const { segment, client } = await customerWithSegment();
    const params = { id: String(segment.id) };
    await client.post(setSegment, { params });
    expect((await client.post(setSegment, { params, body: "rubbish" })).status).toBe(200);
  });

  test("a token caller needs no CSRF token", async () => {
    const { customer, segment } = await customerWithSegment();
    const client = await withToken(shop, customer);
    expect((await client.post(setSegment, { params: { id: String(segment.id) } })).status).toBe(200);
  });
});

describe("401 and 403", () => {
  test("neither a guest nor a forged request sets anything", async () => {
    const { customer, segment, client } = await customerWithSegment();
    const params = { id: String(segment.id) };
    expect((await guest().post(setSegment, { params })).status).toBe(401);
    expect((await clientWith({ cookie: client.headers.cookie ?? "" }).post(setSegment, { params })).status).toBe(403);
    expect(await activeSegmentOf(customer)).toBeNull();
  });
});

describe("404", () => {
  test.each(["abc", "", "1e3", "0x10", "1.0", " 1", "1;DROP", "٣", "NaN"])("%j is no segment id", async (id) => {
    const { client } = await customerWithSegment();
    const answer = await client.post(setSegment, { params: { id } });
    expect(answer).toMatchObject({ status: 404, body: { detail: "Not found." } });
  });
});

describe("406 segment_100_1", () => {
  test("somebody else's segment: the documented body, and the active one stays", async () => {
    const { customer, segment, client } = await customerWithSegment();
    const others = await createSegment(shop, { customers: [await createCustomer(shop)] });
    await client.post(setSegment, { params: { id: String(segment.id) } });
    const { status, body } = await client.post(setSegment, { params: { id: String(others.id) } });
    expect(status).toBe(406);
    expect(body).toEqual({
      non_field_errors: `Segment with ID ${others.id} is not available for user ${customer.id}.`,
      error_code: "segment_100_1",
    });
    expect(await activeSegmentOf(customer)).toBe(segment.id);
  });

  test.each(["0", "-1", "2147483647", "2147483648", "9".repeat(40)])("the id %s, which nobody has", async (id) => {
    const { customer, client } = await customerWithSegment();
    const { status, body } = await client.post(setSegment, { params: { id } });
    expect({ status, code: body.error_code }).toEqual({ status: 406, code: "segment_100_1" });
    expect(body.non_field_errors).toContain(id);
    expect(body.non_field_errors).toContain(String(customer.id));
  });

  test("a segment that was taken away", async () => {
    const { customer, segment, client } = await customerWithSegment();
    await shop.db.segmentMembership.deleteMany({ where: { customerId: customer.id } });
    const answer = await client.post(setSegment, { params: { id: String(segment.id) } });
    expect(answer.status).toBe(406);
    expect(await activeSegmentOf(customer)).toBeNull();
  });

  test("in every language the numbers are written without grouping, and the code stays", async () => {
    const { client } = await customerWithSegment();
    for (const language of LANGUAGES) {
      const headers = { "accept-language": language };
      const { body } = await client.post(setSegment, { headers, params: { id: "1234567" } });
      expect(body.non_field_errors).toContain("1234567");
      expect(body.error_code).toBe("segment_100_1");
    }
  });
});
