import { inspect } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import * as me from "@/app/api/shop/customers/me/route";
import { hashPassword } from "@/lib/platform/password-hash";
import { clientWith, statusAndBody } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as signIn from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const client = clientWith({});
const REFUSAL = "Unable to log in with provided credentials.";

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
    expect(inspect(rows)).not.toContain(answer.body.token);
  },
);

describe("by the mobile number", () => {
  const signInAs = async (username: unknown, password = TEST_PASSWORD) =>
    (await client.post(signIn, { body: { username, password } })).status;

  test("200 in any spelling, once it is proved: until then it may be somebody else's", async () => {
    const phone = uniquePhone();
    const { id } = await createCustomer(shop, { phone, phoneVerifiedAt: null });
    expect(await signInAs(phone)).toBe(400);
    await shop.db.customer.update({ where: { id }, data: { phoneVerifiedAt: new Date() } });
    for (const spelling of [phone, `0${phone.slice(3)}`, `0${phone.slice(3, 6)} ${phone.slice(6)}`]) {
      expect(await signInAs(spelling)).toBe(200);
    }
    expect(await signInAs(phone, "wrong")).toBe(400);
  });

  test("nobody takes over a number by choosing it as a username, nor loses the username where nobody proved it", async () => {
    const number = `0${uniquePhone().slice(3)}`;
    await createCustomer(shop, { username: number });
    expect(await signInAs(number)).toBe(200);
    const passwordHash = await hashPassword("tangerine bicycle");
    await createCustomer(shop, { phone: `+90${number.slice(1)}`, phoneVerifiedAt: new Date(), passwordHash });
    expect([await signInAs(number), await signInAs(number, "tangerine bicycle")]).toEqual([400, 200]);
  });

  test("429 for a number that nobody has, under whatever spelling it is tried", async () => {
    const phone = uniquePhone();
    const spellings = [phone, `0${phone.slice(3)}`];
    const statuses = [];
    for (let n = 0; n <= shop.env.LOGIN_FAILURES_PER_ACCOUNT; n++) {
      statuses.push(await signInAs(spellings[n % 2], `wrong ${n}`));
    }
    expect(statuses.at(-1)).toBe(429);
  });
});

test("400 for a wrong password, and no token is made", async () => {
  const { id, username } = await createCustomer(shop);
  expect(statusAndBody(await client.post(signIn, { body: { username, password: "wrong" } }))).toEqual({
    status: 400,
    body: { detail: REFUSAL, non_field_errors: [REFUSAL] },
  });
  expect(await shop.db.session.count({ where: { customerId: id } })).toBe(0);
});
