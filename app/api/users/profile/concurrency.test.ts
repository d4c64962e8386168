import { beforeAll, describe, expect, test } from "vitest";
import * as me from "@/app/api/shop/customers/me/route";
import { as } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as profile from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

describe("two tabs of one customer", () => {
  test("parallel changes of different fields all survive", async () => {
    const customer = await createCustomer(shop);
    const changes = [
      { first_name: "Jane" },
      { last_name: "Roe" },
      { gender: "female" },
      { date_of_birth: "1990-05-15" },
      { language_code: "de-de" },
      { email_allowed: true },
      { sms_allowed: false },
      { attributes: { size: "M" } },
    ];
    const clients = await Promise.all(changes.map(() => as(shop, customer)));
    const answers = await Promise.all(clients.map((client, index) => client.patch(profile, { body: changes[index] })));
    expect(answers.map(({ status }) => status)).toEqual(changes.map(() => 200));
    const { body } = await (await as(shop, customer)).get(profile);
    expect(body).toMatchObject(Object.assign({}, ...changes));
  });

  test("parallel merges of different attributes all survive", async () => {
    const customer = await createCustomer(shop, { attributes: { kept: true, gone: true } });
    const client = await as(shop, customer);
    const changes = Array.from({ length: 8 }, (_, index) => ({ [`key-${index}`]: index }));
    const all = [...changes, { gone: null }];
    const answers = await Promise.all(all.map((attributes) => client.patch(profile, { body: { attributes } })));
    expect(answers.map(({ status }) => status)).toEqual(all.map(() => 200));
    const { attributes } = (await client.get(profile)).body;
    expect(attributes).toEqual(Object.assign({ kept: true }, ...changes));
  });

  test("every change is another version, so none of two that saw the same tag is lost silently", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    const headers = { "if-match": String((await client.get(profile)).headers.get("etag")) };
    const answers = await Promise.all(
      ["First", "Second", "Third"].map((last_name) => client.patch(profile, { headers, body: { last_name } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const winner = answers.find(({ status }) => status === 200);
    expect((await client.get(profile)).body).toEqual(winner?.body);
  });
});

describe("two customers", () => {
  test("racing for one username: one gets it, the others are told on the field", async () => {
    const username = `wanted.${Date.now()}.${Math.trunc(performance.now())}`;
    const customers = await Promise.all(Array.from({ length: 5 }, () => createCustomer(shop)));
    const clients = await Promise.all(customers.map((customer) => as(shop, customer)));
    const answers = await Promise.all(clients.map((client) => client.patch(me, { body: { username } })));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(4);
    for (const { status, body } of refused) {
      expect({ status, body }).toEqual({ status: 400, body: { username: ["This username is already taken."] } });
    }
    expect(await shop.db.customer.count({ where: { username } })).toBe(1);
  });
});
