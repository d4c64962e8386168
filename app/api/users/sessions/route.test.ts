import { beforeAll, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as session from "@/app/api/users/sessions/[id]/route";
import { as, browserWith, newSession, withToken } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { daysLater, openShop, type Shop } from "@/lib/testing/shop";
import * as sessions from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

type Listed = { id: number; is_current: boolean };
const isCurrent = (one: Listed) => one.is_current;

test("GET 200: the customer's own live sessions, the one that asks first and marked, and never a token", async () => {
  const customer = await createCustomer(shop);
  const keys = [await newSession(shop, customer), await newSession(shop, customer)] as const;
  await newSession(shop, await createCustomer(shop));
  for (const key of keys) {
    const { status, body } = await browserWith(key).get(sessions);
    expect([status, body.sessions.map(isCurrent)]).toEqual([200, [true, false]]);
    for (const secret of keys) expect(JSON.stringify(body)).not.toContain(secret);
  }
  const byToken = await (await withToken(shop, customer)).get(sessions);
  expect(byToken.body.sessions.map(isCurrent)).toEqual([false, false]);
  await daysLater(shop, 15, async (later) => {
    expect((await (await as(later, customer)).get(sessions)).body.sessions).toHaveLength(1);
  });
});

test("DELETE 204: one session, or all others, are signed out at once; the one that asks stays, and the owner reads of it", async () => {
  const customer = await createCustomer(shop);
  const [mine, other] = [await as(shop, customer), await as(shop, customer)];
  const id = (await mine.get(sessions)).body.sessions.find((one: Listed) => !one.is_current).id;
  expect((await mine.delete(session, { params: { id: String(id) } })).status).toBe(204);
  expect((await other.get(currentUser)).status).toBe(401);
  const more = [await as(shop, customer), await as(shop, customer)];
  expect((await mine.delete(sessions)).status).toBe(204);
  for (const one of more) expect((await one.get(currentUser)).status).toBe(401);
  expect((await mine.get(currentUser)).status).toBe(200);
  expect(await shop.db.activity.count({ where: { customerId: customer.id, kind: "session_ended" } })).toBe(1);
});
