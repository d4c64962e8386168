import { beforeAll, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as activity from "@/app/api/users/activity/route";
import { SESSION_COOKIE } from "@/lib/auth/actor-service";
import {
  as,
  browserWith,
  clientWith,
  cookieOf,
  newSession,
  statusAndBody,
  withSignInToken,
  withToken,
} from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as logout from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const SIGNED_OUT = { status: 200, body: {} };

test("200: the session is dead on the server and its cookie removed, the customer's others go on; twice is fine", async () => {
  const customer = await createCustomer(shop);
  const [client, elsewhere] = [await as(shop, customer), await as(shop, customer)];
  // The body is not read.
  const answer = await client.post(logout, { body: "{" });
  expect(statusAndBody(answer)).toEqual(SIGNED_OUT);
  expect(cookieOf(answer)).toMatchObject({ name: SESSION_COOKIE, value: "" });
  expect(cookieOf(answer).attributes).toContain("max-age=0");
  expect([(await client.get(currentUser)).status, (await elsewhere.get(currentUser)).status]).toEqual([401, 200]);
  expect(await shop.db.session.count({ where: { customerId: customer.id } })).toBe(1);
  expect(statusAndBody(await client.post(logout))).toEqual(SIGNED_OUT);
});

test.each([
  ["no cookie at all", {}],
  ["`Cookie: undefined`, as a real client sends", { cookie: "undefined" }],
  ["an empty cookie", { cookie: `${SESSION_COOKIE}=` }],
  ["a session that there is not", { cookie: `${SESSION_COOKIE}=0123` }],
])("200 for %s: nothing to sign out of is fine, and needs no CSRF token", async (_name, headers) => {
  expect(statusAndBody(await clientWith(headers).post(logout))).toEqual(SIGNED_OUT);
});

test.each([
  ["a sign-in", withSignInToken, "signed_out"],
  ["a personal token", withToken, "token_revoked"],
] as const)("200: the token of %s really ends, and the owner reads of it", async (_name, clientOf, kind) => {
  const customer = await createCustomer(shop);
  const [client, other] = [await clientOf(shop, customer), await clientOf(shop, customer)];
  expect(statusAndBody(await client.post(logout))).toEqual(SIGNED_OUT);
  expect([(await client.get(currentUser)).status, (await other.get(currentUser)).status]).toEqual([401, 200]);
  expect((await client.post(logout)).body).toMatchObject({ code: "token_invalid" });
  const { entries } = (await other.get(activity)).body;
  expect(entries[0].kind).toBe(kind);
});

test("403: another page cannot sign its visitor out", async () => {
  const session = await newSession(shop, await createCustomer(shop));
  const withoutToken = clientWith({ cookie: `${SESSION_COOKIE}=${session}` });
  expect((await withoutToken.post(logout)).status).toBe(403);
  const foreign = { headers: { origin: "https://evil.example" } };
  expect((await browserWith(session).post(logout, foreign)).status).toBe(403);
  expect((await withoutToken.get(currentUser)).status).toBe(200);
});
