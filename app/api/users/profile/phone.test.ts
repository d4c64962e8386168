import { beforeAll, describe, expect, test } from "vitest";
import { as } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as profile from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

describe("200", () => {
  test("the same number in another spelling passes and is answered as it was written", async () => {
    const phone = uniquePhone();
    const customer = await createCustomer(shop, { phone });
    const client = await as(shop, customer);
    const national = `0${phone.slice(3)}`;
    const spaced = `${national.slice(0, 4)} ${national.slice(4, 7)} ${national.slice(7, 9)} ${national.slice(9)}`;
    for (const written of [national, spaced, `(${national.slice(0, 4)})-${national.slice(4)}`, phone.slice(3), phone]) {
      const { status, body } = await client.patch(profile, { body: { phone: written } });
      expect(status).toBe(200);
      expect(body.phone).toBe(written);
    }
    const row = await shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } });
    expect(row.phoneCanonical).toBe(customer.phoneCanonical);
  });

  test("the same number in Arabic-Indic digits passes", async () => {
    const phone = uniquePhone();
    const client = await as(shop, await createCustomer(shop, { phone }));
    const written = `0${phone.slice(3)}`.replaceAll(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
    expect((await client.patch(profile, { body: { phone: written } })).status).toBe(200);
  });

  test.each(["0123456789", "+966123457799", "+1234567890"])(
    "a number like the document's own %s passes as it is",
    async (written) => {
      const phone = `${written.slice(0, -4)}${uniquePhone().slice(-4)}`;
      const client = await as(shop, await createCustomer(shop, { phone }));
      const { status, body } = await client.patch(profile, { body: { phone } });
      expect(status).toBe(200);
      expect(body.phone).toBe(phone);
    },
  );

  test("phone may be left out, as in the document's own example", async () => {
    const client = await as(shop, await createCustomer(shop));
    const body = {
      first_name: "John",
      last_name: "Doe",
      email_allowed: true,
      sms_allowed: true,
      call_allowed: false,
    };
    expect(await client.patch(profile, { body })).toMatchObject({ status: 200, body });
  });
});

describe("400", () => {
  test.each([
    [null, "This field may not be null."],
    ["", "This field may not be blank."],
    ["   ", "This field may not be blank."],
    [5_551_234_567, "Enter a valid phone number."],
    ["call me", "Enter a valid phone number."],
    ["+90 532", "Enter a valid phone number."],
    ["0532123456\u0000", "Enter a valid phone number."],
    ["1".repeat(61), "Ensure this field has no more than 60 characters."],
  ])("phone %j → %s", async (phone, text) => {
    const customer = await createCustomer(shop);
    const { status, body } = await (await as(shop, customer)).patch(profile, { body: { phone } });
    expect(status).toBe(400);
    expect(body.phone).toContain(text);
    expect(Object.keys(body)).toEqual(["phone"]);
  });

  test("a number that gets no messages is refused, and nothing beside it is written", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    const { status, body } = await client.patch(profile, { body: { phone: "+881612345678", first_name: "Changed" } });
    expect({ status, body }).toEqual({ status: 400, body: { phone: ["We cannot send messages to this number."] } });
    expect((await client.get(profile)).body).toMatchObject({ phone: customer.phone, first_name: "John" });
  });
});
