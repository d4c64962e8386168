import { beforeAll, expect, test } from "vitest";
import * as me from "@/app/api/shop/customers/me/route";
import { as } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as profile from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const NOTHING_YET = { phone: null, firstName: "", lastName: "", gender: null, dateOfBirth: null } as const;

test("200 for exactly what GET gave, also where there is no number, name or date yet; nothing changes", async () => {
  for (const overrides of [{}, NOTHING_YET]) {
    const client = await as(shop, await createCustomer(shop, overrides));
    for (const endpoint of [profile, me]) {
      const { body } = await client.get(endpoint);
      expect((await client.patch(endpoint, { body })).status).toBe(200);
      expect((await client.get(endpoint)).body).toEqual(body);
    }
  }
});

test("400 for a number or a name that is there and would be taken away", async () => {
  const client = await as(shop, await createCustomer(shop));
  const before = (await client.get(profile)).body;
  const BLANK = ["This field may not be blank."];
  for (const phone of [null, ""]) expect((await client.patch(profile, { body: { phone } })).status).toBe(400);
  for (const name of ["", "   ", "\u200b", "\u3164", "\u2800\u00a0"]) {
    const body = { first_name: name, last_name: name };
    const refused = { status: 400, body: { first_name: BLANK, last_name: BLANK } };
    for (const endpoint of [profile, me]) expect(await client.patch(endpoint, { body })).toMatchObject(refused);
  }
  expect((await client.get(profile)).body).toEqual(before);
});

test("400 for a name that turns the text after it around, or breaks its line; 200 for names of all scripts", async () => {
  const client = await as(shop, await createCustomer(shop));
  for (const name of ["\u202eJohn", "Jo\u2028hn", "\u2066John", "Jo\u0085hn", "Jo\nhn"]) {
    expect((await client.patch(profile, { body: { first_name: name } })).status).toBe(400);
  }
  for (const name of [
    "يحيى",
    "Ömer",
    "O’Brien",
    "Anne-Marie",
    "김",
    "李",
    "निशा",
    "می\u200cخواهم",
    "J.",
    "👩\u200d🚀",
  ]) {
    const { status, body } = await client.patch(profile, { body: { first_name: name } });
    expect([status, body.first_name]).toEqual([200, name]);
  }
});
