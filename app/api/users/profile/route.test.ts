import { beforeAll, describe, expect, test } from "vitest";
import { as, guest } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as profile from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

describe("200", () => {
  test("GET answers the document's shape, keys in its order", async () => {
    const customer = await createCustomer(shop, { attributes: { register_client_type: "default", confirm: true } });
    const { status, body } = await (await as(shop, customer)).get(profile);
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual([
      "id",
      "first_name",
      "last_name",
      "email_allowed",
      "sms_allowed",
      "call_allowed",
      "avatar",
      "email",
      "phone",
      "date_of_birth",
      "gender",
      "genders",
      "language_code",
      "attributes",
      "date_joined",
    ]);
    expect(body.date_joined).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/);
    expect(body.date_of_birth).toBe("2000-01-01");
  });
});

describe("401", () => {
  test("a guest is told so in JSON, never redirected", async () => {
    const { status, body } = await guest().get(profile);
    expect(status).toBe(401);
    expect(body).toEqual({ detail: "Authentication credentials were not provided." });
  });
});
