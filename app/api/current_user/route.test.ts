import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { as, clientWith, guest } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as currentUser from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

describe("200", () => {
  test("the platform's keys in its order", async () => {
    const customer = await createCustomer(shop, { emailAllowed: false, dateJoined: new Date("2024-01-01T00:00:00Z") });
    const { status, body } = await (await as(shop, customer)).get(currentUser);
    expect(status).toBe(200);
    expect(Object.entries(body)).toEqual([
      ["pk", customer.id],
      ["first_name", "John"],
      ["last_name", "Doe"],
      ["email", customer.email],
      ["phone", customer.phone],
      ["email_allowed", false],
      ["sms_allowed", null],
      ["call_allowed", null],
      ["date_joined", "2024-01-01T00:00:00.000000Z"],
      ["last_login", expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}000Z$/)],
      ["date_of_birth", "2000-01-01"],
      ["gender", "male"],
      ["hashed_email", createHash("sha256").update(String(customer.email)).digest("hex")],
    ]);
  });

  test("the address is hashed in lower case, so that it is one person's however it is written", async () => {
    const email = `John.DOE.${Date.now()}@Example.com`;
    const { body } = await (await as(shop, await createCustomer(shop, { email }))).get(currentUser);
    expect(body.email).toBe(email);
    expect(body.hashed_email).toBe(createHash("sha256").update(email.toLowerCase()).digest("hex"));
  });
});

describe("401", () => {
  test("signed out: JSON, also for a client that sends `Cookie: undefined`", async () => {
    for (const client of [guest(), clientWith({}), clientWith({ cookie: "undefined" })]) {
      const { status, body } = await client.get(currentUser);
      expect({ status, body }).toEqual({
        status: 401,
        body: { detail: "Authentication credentials were not provided." },
      });
    }
  });
});
