import { beforeAll, expect, test } from "vitest";
import * as activity from "@/app/api/users/activity/route";
import * as login from "@/app/api/users/login/route";
import * as logout from "@/app/api/users/logout/route";
import * as changePassword from "@/app/api/users/password/change/route";
import * as profile from "@/app/api/users/profile/route";
import * as tokens from "@/app/api/users/tokens/route";
import { as, browserWith, clientWith, cookieOf } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

type Line = { kind: string; detail: string | null; ip: string | null; user_agent: string | null };

test("an owner reads what happened to his account, newest first, with from where", async () => {
  const customer = await createCustomer(shop);
  const headers = { "user-agent": "Test/1.0", "x-forwarded-for": "203.0.113.9" };
  const credentials = { email: customer.email, password: TEST_PASSWORD };
  const signedIn = await clientWith(headers).post(login, { body: credentials });
  await browserWith(cookieOf(signedIn).value).post(logout);
  const mine = await as(shop, customer);
  await mine.patch(profile, { body: { sms_allowed: true, call_allowed: false } });
  await mine.post(tokens, { body: { name: "Warehouse" } });
  const body = {
    old_password: TEST_PASSWORD,
    new_password1: "tangerine bicycle",
    new_password2: "tangerine bicycle",
  };
  expect((await mine.post(changePassword, { body })).status).toBe(200);

  const { entries, next } = (await mine.get(activity)).body;
  expect(entries.map(({ kind, detail }: Line) => [kind, detail])).toEqual([
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
  const customer = await createCustomer(shop);
  const mine = await as(shop, customer);
  const at = new Date();
  await shop.db.activity.createMany({
    data: Array.from({ length: 44 }, () => ({ customerId: customer.id, kind: "segment_switched" as const, at })),
  });
  const pages: number[] = [];
  let before: number | null = null;
  do {
    const { body } = await mine.get(activity, before === null ? {} : { query: `before=${before}` });
    pages.push(body.entries.length);
    before = body.next;
  } while (before !== null);
  expect(pages).toEqual([20, 20, 5]);
  const stranger = await as(shop, await createCustomer(shop));
  expect((await stranger.get(activity)).body.entries).toHaveLength(1);
  expect((await mine.get(activity, { query: "before=x" })).status).toBe(404);
});
