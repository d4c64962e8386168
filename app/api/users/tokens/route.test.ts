import { beforeAll, describe, expect, test } from "vitest";
import * as me from "@/app/api/shop/customers/me/route";
import * as token from "@/app/api/users/tokens/[id]/route";
import * as tokens from "@/app/api/users/tokens/route";
import { as, clientWith, withToken } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { daysLater, openShop, type Shop } from "@/lib/testing/shop";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const bearer = (key: string) => clientWith({ authorization: `Token ${key}` });

describe("201", () => {
  test("the token is shown this once, works, and is listed by its name only", async () => {
    const mine = await as(shop, await createCustomer(shop));
    const { status, body } = await mine.post(tokens, { body: { name: "Warehouse", days: 30 } });
    expect({ status, name: body.name }).toEqual({ status: 201, name: "Warehouse" });
    expect((await bearer(body.token).get(me)).status).toBe(200);
    const listed = await mine.get(tokens);
    expect(listed.body.tokens).toEqual([
      {
        id: body.id,
        name: "Warehouse",
        created_at: body.created_at,
        last_used_at: expect.any(String),
        expires_at: expect.any(String),
      },
    ]);
    expect(JSON.stringify(listed.body)).not.toContain(body.token);
  });

  test("answers each of several simultaneous requests with the token it created", async () => {
    const mine = await as(shop, await createCustomer(shop));
    const names = ["first", "second", "third", "fourth"];
    const created = await Promise.all(names.map((name) => mine.post(tokens, { body: { name } })));
    expect(created.map(({ body }) => body.name)).toEqual(names);
    for (const { body } of created) {
      expect((await mine.delete(token, { params: { id: String(body.id) } })).status).toBe(204);
      expect((await bearer(body.token).get(me)).status).toBe(401);
    }
  });

  test("without days it does not end; with days it does", async () => {
    const customer = await createCustomer(shop);
    const mine = await as(shop, customer);
    const lasting = (await mine.post(tokens, { body: { name: "lasting", days: null } })).body.token;
    const ending = (await mine.post(tokens, { body: { name: "ending", days: 1 } })).body.token;
    await daysLater(shop, 2, async () => {
      expect((await bearer(lasting).get(me)).status).toBe(200);
      expect((await bearer(ending).get(me)).status).toBe(401);
    });
  });

  test("a day after the sign-in, and by token at any time, the password is asked for again", async () => {
    const customer = await createCustomer(shop);
    const mine = await as(shop, customer);
    const byToken = await withToken(shop, customer);
    await daysLater(shop, 1.1, async () => {
      const bare = await mine.post(tokens, { body: { name: "late" } });
      expect(bare.body).toEqual({ password: ["Enter your password to confirm."] });
      const wrong = await mine.post(tokens, { body: { name: "late", password: "not it at all" } });
      expect(wrong.body).toEqual({ password: ["The password is not right."] });
      expect((await mine.post(tokens, { body: { name: "late", password: TEST_PASSWORD } })).status).toBe(201);
    });
    expect((await byToken.post(tokens, { body: { name: "bred" } })).status).toBe(400);
    expect((await byToken.post(tokens, { body: { name: "bred", password: TEST_PASSWORD } })).status).toBe(201);
  });
});

test("400 names every faulty field and makes nothing", async () => {
  const mine = await as(shop, await createCustomer(shop));
  const { status, body } = await mine.post(tokens, { body: { name: " ", days: 0 } });
  expect({ status, body }).toEqual({
    status: 400,
    body: { name: ["This field may not be blank."], days: ["Choose 1 to 3,650 days."] },
  });
  expect((await mine.post(tokens, { body: { days: "x" } })).body).toEqual({
    name: ["This field is required."],
    days: ["Enter a whole number."],
  });
  expect((await mine.get(tokens)).body).toEqual({ tokens: [] });
});

test("204: a revoked token is dead at once; 404 for another's", async () => {
  const mine = await as(shop, await createCustomer(shop));
  const { body } = await mine.post(tokens, { body: { name: "short-lived" } });
  const stranger = await as(shop, await createCustomer(shop));
  const params = { id: String(body.id) };
  expect((await stranger.delete(token, { params })).status).toBe(404);
  expect((await bearer(body.token).get(me)).status).toBe(200);
  expect((await mine.delete(token, { params })).status).toBe(204);
  expect((await bearer(body.token).get(me)).status).toBe(401);
  expect((await mine.delete(token, { params })).status).toBe(404);
});
