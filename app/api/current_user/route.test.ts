import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { as } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop } from "@/lib/testing/shop";
import * as currentUser from "./route";

test("200: the platform's keys in its order; the address is hashed in lower case, however it is written", async () => {
  const shop = await openShop();
  const email = `John.DOE.${Date.now()}@Example.com`;
  const dateJoined = new Date("2024-01-01T00:00:00Z");
  const customer = await createCustomer(shop, { email, emailAllowed: false, dateJoined });
  const { status, body } = await (await as(shop, customer)).get(currentUser);
  expect(status).toBe(200);
  expect(Object.entries(body)).toEqual([
    ["pk", customer.id],
    ["first_name", "John"],
    ["last_name", "Doe"],
    ["email", email],
    ["phone", customer.phone],
    ["email_allowed", false],
    ["sms_allowed", null],
    ["call_allowed", null],
    ["date_joined", "2024-01-01T00:00:00.000000Z"],
    ["last_login", expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}000Z$/)],
    ["date_of_birth", "2000-01-01"],
    ["gender", "male"],
    ["hashed_email", createHash("sha256").update(email.toLowerCase()).digest("hex")],
  ]);
});
