import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import { SESSION_COOKIE } from "@/lib/auth/session-service";
import { as, browserWith, clientWith, cookieOf, guest, newSession } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as logout from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

describe("200", () => {
  test("the session is dead on the server and its cookie is removed", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    const answer = await client.post(logout);
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: {} });
    const cookie = cookieOf(answer);
    expect(cookie).toMatchObject({ name: SESSION_COOKIE, value: "" });
    expect(cookie.attributes).toContain("max-age=0");
    expect((await client.get(currentUser)).status).toBe(401);
    expect(await shop.db.session.count({ where: { customerId: customer.id } })).toBe(0);
  });

  test("another session of the same customer goes on", async () => {
    const customer = await createCustomer(shop);
    const [here, elsewhere] = [await as(shop, customer), await as(shop, customer)];
    await here.post(logout);
    expect((await elsewhere.get(currentUser)).status).toBe(200);
  });

  test.each([
    ["no cookie at all", {}],
    ["`Cookie: undefined`, as a real client sends", { cookie: "undefined" }],
    ["an empty cookie", { cookie: `${SESSION_COOKIE}=` }],
    ["a session that there is not", { cookie: `${SESSION_COOKIE}=0123` }],
  ])("%s: nothing to sign out of is fine, and needs no CSRF token", async (_name, headers) => {
    expect(await clientWith(headers).post(logout)).toMatchObject({ status: 200, body: {} });
  });

  test("twice is fine", async () => {
    const client = await as(shop, await createCustomer(shop));
    expect((await client.post(logout)).status).toBe(200);
    expect((await client.post(logout)).status).toBe(200);
  });

  test("the body is not read", async () => {
    const client = await as(shop, await createCustomer(shop));
    expect((await client.post(logout, { body: "{" })).status).toBe(200);
    expect((await guest().post(logout, { body: new Uint8Array([0xff]) })).status).toBe(200);
  });
});

describe("403", () => {
  test("another page cannot sign its visitor out", async () => {
    const session = await newSession(shop, await createCustomer(shop));
    const withoutToken = clientWith({ cookie: `${SESSION_COOKIE}=${session}` });
    expect((await withoutToken.post(logout)).status).toBe(403);
    const foreign = { headers: { origin: "https://evil.example" } };
    expect((await browserWith(session).post(logout, foreign)).status).toBe(403);
    expect((await withoutToken.get(currentUser)).status).toBe(200);
  });
});
