import { beforeAll, describe, expect, test } from "vitest";
import * as me from "@/app/api/shop/customers/me/route";
import * as withLoyalty from "@/app/api/users/profile-with-loyalty/route";
import { as } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as profile from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const ENDPOINTS = [
  ["profile", profile],
  ["profile-with-loyalty", withLoyalty],
  ["customers/me", me],
] as const;

async function someone() {
  const customer = await createCustomer(shop);
  const required = { phone: customer.phone, date_of_birth: "2000-01-01" };
  return { customer, client: await as(shop, customer), required };
}

describe.each(ENDPOINTS)("%s", (_name, endpoint) => {
  test("304 for the tag that GET gave, strong or weak, and 200 after a change", async () => {
    const { client, required } = await someone();
    const etag = String((await client.get(endpoint)).headers.get("etag"));
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const answer = await client.get(endpoint, { headers: { "if-none-match": tag } });
      expect(answer.status).toBe(304);
      expect(answer.body).toBe("");
      expect(answer.headers.get("etag")).toBe(etag);
    }
    await client.patch(endpoint, { body: { ...required, last_name: "Roe" } });
    expect((await client.get(endpoint, { headers: { "if-none-match": etag } })).status).toBe(200);
  });

  test("the same state in another language has another tag", async () => {
    const { client } = await someone();
    const tags = await Promise.all(
      ["en", "tr"].map(async (language) => {
        const { headers } = await client.get(endpoint, { headers: { "accept-language": language } });
        return headers.get("etag");
      }),
    );
    expect(tags[0]).not.toBe(tags[1]);
  });

  test("PATCH with the tag that was read is applied, in whatever language it was read", async () => {
    const { client, required } = await someone();
    const read = await client.get(endpoint, { headers: { "accept-language": "ar" } });
    const headers = { "if-match": String(read.headers.get("etag")) };
    const answer = await client.patch(endpoint, { headers, body: { ...required, last_name: "Roe" } });
    expect(answer.status).toBe(200);
    expect(answer.body.last_name).toBe("Roe");
    expect(answer.headers.get("etag")).toBe((await client.get(endpoint)).headers.get("etag"));
  });

  test("412 when somebody changed it in between, and his change stays", async () => {
    const { client, required } = await someone();
    const etag = String((await client.get(endpoint)).headers.get("etag"));
    await client.patch(profile, { body: { last_name: "First" } });
    const body = { ...required, last_name: "Second", first_name: "Second" };
    const answer = await client.patch(endpoint, { headers: { "if-match": etag }, body });
    expect(answer.status).toBe(412);
    expect(answer.body).toEqual({ detail: "The resource has changed since you read it." });
    expect((await client.get(profile)).body).toMatchObject({ last_name: "First", first_name: "John" });
  });

  test("any of several tags will do, and so will *", async () => {
    const { client, required } = await someone();
    const etag = String((await client.get(endpoint)).headers.get("etag"));
    const first = await client.patch(endpoint, { headers: { "if-match": `"1-1-en", ${etag}` }, body: required });
    expect(first.status).toBe(200);
    expect((await client.patch(endpoint, { headers: { "if-match": "*" }, body: required })).status).toBe(200);
  });

  test("412 for a weak tag, somebody else's, an impossible one and rubbish: never a change, never a 5xx", async () => {
    const { customer, client, required } = await someone();
    const etag = String((await client.get(endpoint)).headers.get("etag"));
    const others = await someone();
    const theirs = String((await others.client.get(endpoint)).headers.get("etag"));
    const impossible = [`"${customer.id}-9999999999-en"`, `"${customer.id}-2147483648-en"`, `"${customer.id}--1-en"`];
    for (const tag of [`W/${etag}`, theirs, ...impossible, "rubbish", '""', ","]) {
      const answer = await client.patch(endpoint, { headers: { "if-match": tag }, body: required });
      expect([tag, answer.status]).toEqual([tag, 412]);
    }
    expect((await client.get(endpoint)).headers.get("etag")).toBe(etag);
  });
});
