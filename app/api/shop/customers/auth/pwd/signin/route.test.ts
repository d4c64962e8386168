import { beforeAll, describe, expect, test } from "vitest";
import * as me from "@/app/api/shop/customers/me/route";
import { clientWith } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as signIn from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const client = clientWith({});

describe("200", () => {
  test.each(["username", "email"] as const)("by %s: a token that works, and no cookie", async (name) => {
    const customer = await createCustomer(shop);
    const answer = await client.post(signIn, { body: { username: customer[name], password: TEST_PASSWORD } });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ token: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(answer.headers.getSetCookie()).toEqual([]);
    const withToken = clientWith({ authorization: `Token ${answer.body.token}` });
    expect((await withToken.get(me)).body.id).toBe(customer.id);
    expect((await withToken.patch(me, { body: { first_name: "Jane" } })).body.first_name).toBe("Jane");
  });

  test("only a hash of the token is kept", async () => {
    const customer = await createCustomer(shop);
    const { token } = (await client.post(signIn, { body: { username: customer.email, password: TEST_PASSWORD } })).body;
    const rows = await shop.db.apiToken.findMany({ where: { customerId: customer.id }, omit: { tokenHash: false } });
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe("400", () => {
  test("the same answer for unknown, wrong and closed; no token is made", async () => {
    const known = await createCustomer(shop);
    const closed = await createCustomer(shop, { isActive: false });
    for (const [username, password] of [
      ["nobody", TEST_PASSWORD],
      [known.username, "wrong"],
      [closed.username, TEST_PASSWORD],
    ]) {
      const { status, body } = await client.post(signIn, { body: { username, password } });
      const text = "Unable to log in with provided credentials.";
      expect({ status, body }).toEqual({ status: 400, body: { non_field_errors: [text] } });
    }
    expect(await shop.db.apiToken.count({ where: { customerId: { in: [known.id, closed.id] } } })).toBe(0);
  });

  test("missing fields are named", async () => {
    const { status, body } = await client.post(signIn, { body: { email: "john@example.com" } });
    expect({ status, fields: Object.keys(body).sort() }).toEqual({ status: 400, fields: ["password", "username"] });
  });
});
