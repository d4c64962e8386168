import { beforeAll, describe, expect, test } from "vitest";
import * as me from "@/app/api/shop/customers/me/route";
import * as withLoyalty from "@/app/api/users/profile-with-loyalty/route";
import { as, statusAndBody } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as profile from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

async function someone() {
  const customer = await createCustomer(shop);
  const required = { phone: customer.phone, date_of_birth: "2000-01-01" };
  return { customer, client: await as(shop, customer), required };
}

describe.each([
  ["profile", profile],
  ["profile-with-loyalty", withLoyalty],
  ["customers/me", me],
])("%s", (_name, endpoint) => {
  async function tagged() {
    const { client, ...one } = await someone();
    const tag = async (language = "en") =>
      String((await client.get(endpoint, { headers: { "accept-language": language } })).headers.get("etag"));
    const change = (last_name: string, ifMatch: string) =>
      client.patch(endpoint, { headers: { "if-match": ifMatch }, body: { ...one.required, last_name } });
    return { client, ...one, tag, change };
  }

  test("304 for the tag that GET gave, and 200 after a change or in another language, which has another tag", async () => {
    const { client, tag, change } = await tagged();
    const etag = await tag();
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const { status, body, headers } = await client.get(endpoint, { headers: { "if-none-match": known } });
      expect([status, body, headers.get("etag")]).toEqual([304, "", etag]);
    }
    expect(await tag("tr")).not.toBe(etag);
    await change("Roe", "*");
    expect((await client.get(endpoint, { headers: { "if-none-match": etag } })).status).toBe(200);
  });

  test("200 for a change of what was read, in whatever language and through whatever compressing proxy, and 412 once it was changed in between", async () => {
    const { client, tag, change } = await tagged();
    const [read, first] = [await tag("ar"), await tag()];
    const answer = await change("Roe", `"1-1-en", W/${read}`);
    expect(answer).toMatchObject({ status: 200, body: { last_name: "Roe" } });
    expect(answer.headers.get("etag")).toBe(await tag());
    const detail = "The resource has changed since you read it.";
    expect(statusAndBody(await change("Poe", first))).toEqual({
      status: 412,
      body: { detail, code: "precondition_failed" },
    });
    expect((await client.get(profile)).body.last_name).toBe("Roe");
  });

  test("412 for somebody else's tag, an impossible one and rubbish: never a change, never a 5xx", async () => {
    const { customer, tag, change } = await tagged();
    const etag = await tag();
    const impossible = [`"${customer.id}-9999999999-en"`, `"${customer.id}-2147483648-en"`, `"${customer.id}--1-en"`];
    for (const ifMatch of [await (await tagged()).tag(), ...impossible, "rubbish", '""', ","]) {
      expect([ifMatch, (await change("Roe", ifMatch)).status]).toEqual([ifMatch, 412]);
    }
    expect(await tag()).toBe(etag);
  });

  test("412 for all but one of those who change the same version at once", async () => {
    const { client, tag, change } = await tagged();
    const etag = await tag();
    const answers = await Promise.all(["First", "Second", "Third"].map((name) => change(name, etag)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect((await client.get(endpoint)).body).toEqual(answers.find(({ status }) => status === 200)?.body);
  });
});
