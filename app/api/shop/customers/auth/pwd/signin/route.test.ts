import { beforeAll, expect, test } from "vitest";
import * as me from "@/app/api/shop/customers/me/route";
import { clientWith, statusAndBody } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as signIn from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const client = clientWith({});

test.each(["username", "email"] as const)(
  "200 by %s: a token that works, kept as a hash, and no cookie",
  async (name) => {
    const customer = await createCustomer(shop);
    const body = { username: customer[name], password: TEST_PASSWORD };
    const answer = await client.post(signIn, { body });
    expect(statusAndBody(answer)).toEqual({ status: 200, body: { token: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(answer.headers.getSetCookie()).toEqual([]);
    const program = clientWith({ authorization: `Token ${answer.body.token}` });
    expect((await program.patch(me, { body: { first_name: "Jane" } })).body.first_name).toBe("Jane");
    const rows = await shop.db.session.findMany({ where: { customerId: customer.id }, omit: { tokenHash: false } });
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(answer.body.token);
  },
);

test("400 for a wrong password, and no token is made", async () => {
  const { id, username } = await createCustomer(shop);
  expect(statusAndBody(await client.post(signIn, { body: { username, password: "wrong" } }))).toEqual({
    status: 400,
    body: { non_field_errors: ["Unable to log in with provided credentials."] },
  });
  expect(await shop.db.session.count({ where: { customerId: id } })).toBe(0);
});
