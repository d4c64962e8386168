import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as session from "@/app/api/users/sessions/[id]/route";
import * as sessions from "@/app/api/users/sessions/route";
import { as, browserWith, newSession, withToken } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { daysLater, openShop, type Shop } from "@/lib/testing/shop";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

type Listed = { id: number; is_current: boolean };

describe("200", () => {
  test("lists the customer's own sessions, the one that asks marked, and never a token", async () => {
    const customer = await createCustomer(shop);
    const [first, second] = [await newSession(shop, customer), await newSession(shop, customer)];
    await newSession(shop, await createCustomer(shop));
    const { status, body } = await browserWith(second).get(sessions);
    expect(status).toBe(200);
    expect(body.sessions).toHaveLength(2);
    expect(body.sessions.filter((one: Listed) => one.is_current)).toHaveLength(1);
    expect(Object.keys(body.sessions[0])).toEqual([
      "id",
      "is_current",
      "user_agent",
      "ip",
      "signed_in_at",
      "last_seen_at",
      "expires_at",
    ]);
    for (const secret of [first, second]) expect(JSON.stringify(body)).not.toContain(secret);
  });

  test("leaves out sessions whose time is up", async () => {
    const customer = await createCustomer(shop);
    await newSession(shop, customer);
    await daysLater(shop, 15, async (later) => {
      const { body } = await (await as(later, customer)).get(sessions);
      expect(body.sessions).toHaveLength(1);
    });
  });

  test("shows a token's caller all sessions, none of them as his own", async () => {
    const customer = await createCustomer(shop);
    await newSession(shop, customer);
    const { body } = await (await withToken(shop, customer)).get(sessions);
    expect(body.sessions.map((one: Listed) => one.is_current)).toEqual([false]);
  });
});

describe("204", () => {
  test("one session is signed out at once, and its owner reads of it", async () => {
    const customer = await createCustomer(shop);
    const other = browserWith(await newSession(shop, customer));
    const mine = await as(shop, customer);
    const { body } = await mine.get(sessions);
    const { id } = body.sessions.find((one: Listed) => !one.is_current);
    expect((await mine.delete(session, { params: { id: String(id) } })).status).toBe(204);
    expect((await other.get(currentUser)).status).toBe(401);
    expect((await mine.get(currentUser)).status).toBe(200);
    expect(await shop.db.activity.count({ where: { customerId: customer.id, kind: "session_ended" } })).toBe(1);
  });

  test("all others are signed out, the one that asks stays", async () => {
    const customer = await createCustomer(shop);
    const others = [await as(shop, customer), await as(shop, customer)];
    const mine = await as(shop, customer);
    expect((await mine.delete(sessions)).status).toBe(204);
    for (const other of others) expect((await other.get(currentUser)).status).toBe(401);
    expect((await mine.get(currentUser)).status).toBe(200);
  });
});

test("404 for another customer's session and for what is no id: it stays alive", async () => {
  const stranger = await createCustomer(shop);
  const his = await as(shop, stranger);
  const [{ id }] = (await his.get(sessions)).body.sessions;
  const mine = await as(shop, await createCustomer(shop));
  for (const path of [String(id), "0", "-1", "x", "99999999999999"]) {
    expect((await mine.delete(session, { params: { id: path } })).status).toBe(404);
  }
  expect((await his.get(currentUser)).status).toBe(200);
});
