import { beforeAll, describe, expect, test } from "vitest";
import { as, guest } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as user from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

describe("200", () => {
  test("the document's four keys in its order", async () => {
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
});

describe("401", () => {
  test("a guest learns nothing", async () => {
    const { status, body } = await guest().get(user);
    expect(status).toBe(401);
    expect(Object.keys(body)).toEqual(["detail"]);
  });
});
