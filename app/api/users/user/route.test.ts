import { expect, test } from "vitest";
import { as } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop } from "@/lib/testing/shop";
import * as user from "./route";

test("GET 200: the document's four keys in its order", async () => {
  const shop = await openShop();
  const customer = await createCustomer(shop, { username: `test-user-${Date.now()}`, firstName: "TestFirstName" });
  const { status, body } = await (await as(shop, customer)).get(user);
  expect(status).toBe(200);
  expect(Object.entries(body)).toEqual([
    ["username", customer.username],
    ["email", customer.email],
    ["first_name", "TestFirstName"],
    ["last_name", "Doe"],
  ]);
});
