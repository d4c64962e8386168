import { beforeAll, expect, test } from "vitest";
import * as login from "@/app/api/users/login/route";
import * as logout from "@/app/api/users/logout/route";
import * as changePassword from "@/app/api/users/password/change/route";
import * as profile from "@/app/api/users/profile/route";
import * as tokens from "@/app/api/users/tokens/route";
import { as, browserWith, clientWith, cookieOf, statusAndBody } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as activity from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

test("an owner reads what happened to their account, newest first, with from where", async () => {
  const customer = await createCustomer(shop);
  const headers = { "user-agent": "Test/1.0", "x-forwarded-for": "203.0.113.9" };
  const credentials = { email: customer.email, password: TEST_PASSWORD };
  const signedIn = await clientWith(headers).post(login, { body: credentials });
  await browserWith(cookieOf(signedIn).value).post(logout);
  const mine = await as(shop, customer);
  await mine.patch(profile, { body: { sms_allowed: true, call_allowed: false } });
  await mine.post(tokens, { body: { name: "Warehouse" } });
  const passwords = { new_password1: "tangerine bicycle", new_password2: "tangerine bicycle" };
  await mine.post(changePassword, { body: { old_password: TEST_PASSWORD, ...passwords } });

  const { entries, next } = (await mine.get(activity)).body;
  expect(entries.map(({ kind, detail }: Record<string, unknown>) => [kind, detail])).toEqual([
    ["password_changed", null],
    ["token_created", "Warehouse"],
    ["consents_changed", "sms, call"],
    ["signed_in", null],
    ["signed_out", null],
    ["signed_in", null],
  ]);
  expect(next).toBeNull();
  expect(entries.at(-1)).toMatchObject({ ip: "203.0.113.9", user_agent: "Test/1.0" });
});

test("it is read page by page, and never another's", async () => {
  const { id: customerId } = await createCustomer(shop);
  const mine = await as(shop, { id: customerId });
  const row = { customerId, kind: "segment_switched", at: new Date() } as const;
  await shop.db.activity.createMany({ data: Array(44).fill(row) });
  const pages: number[] = [];
  for (let query = ""; ; ) {
    const { entries, next } = (await mine.get(activity, { query })).body;
    pages.push(entries.length);
    if (next === null) break;
    query = `before=${next}`;
  }
  expect(pages).toEqual([20, 20, 5]);
  const stranger = await as(shop, await createCustomer(shop));
  expect((await stranger.get(activity)).body.entries).toHaveLength(1);
});

test("400 for a page that there cannot be", async () => {
  const mine = await as(shop, await createCustomer(shop));
  for (const before of ["x", "", "0", "-1", "1.5", "9007199254740992", "99999999999999999999"]) {
    const answer = await mine.get(activity, { query: `before=${before}` });
    expect(statusAndBody(answer)).toEqual({ status: 400, body: { before: ["This value is not valid."] } });
  }
});
