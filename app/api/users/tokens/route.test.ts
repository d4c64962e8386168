import { beforeAll, describe, expect, test, vi } from "vitest";
import * as me from "@/app/api/shop/customers/me/route";
import * as token from "@/app/api/users/tokens/[id]/route";
import { as, clientWith, statusAndBody } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { mailTo } from "@/lib/testing/mailbox";
import { daysLater, openShop, type Shop } from "@/lib/testing/shop";
import * as tokens from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const statusBy = async (key: string) => (await clientWith({ authorization: `Token ${key}` }).get(me)).status;

async function someone() {
  const customer = await createCustomer(shop);
  const client = await as(shop, customer);
  const create = (body: object) => client.post(tokens, { body });
  return { customer, client, create, revoke: (id: number) => client.delete(token, { params: { id: String(id) } }) };
}

describe("POST 201", () => {
  test("shows the token this once; it works, and is listed by its name only", async () => {
    const { client, create } = await someone();
    const { status, body } = await create({ name: "Warehouse", days: 30 });
    const { token: key, ...created } = body;
    expect({ status, name: body.name }).toEqual({ status: 201, name: "Warehouse" });
    expect(await statusBy(key)).toBe(200);
    // That it was used is written after the answer.
    await vi.waitFor(async () => {
      const listed = await client.get(tokens);
      expect(listed.body.tokens).toEqual([{ ...created, last_used_at: expect.any(String) }]);
      expect(JSON.stringify(listed.body)).not.toContain(key);
    });
  });

  test("answers each of several simultaneous requests with the token it created", async () => {
    const { create, revoke } = await someone();
    const names = ["first", "second", "third", "fourth"];
    const created = await Promise.all(names.map((name) => create({ name })));
    expect(created.map(({ body }) => body.name)).toEqual(names);
    for (const { body } of created) {
      expect((await revoke(body.id)).status).toBe(204);
      expect(await statusBy(body.token)).toBe(401);
    }
  });

  test("tells the owner by mail, with the token's name and not the token", async () => {
    const { customer, create } = await someone();
    const { body } = await create({ name: "Warehouse" });
    const mail = await mailTo(shop, String(customer.email), "A new access key for an app was created");
    expect(mail.body).toContain("“Warehouse”");
    expect(mail.body).not.toContain(body.token);
  });

  test("lasts 90 days unless chosen otherwise: as long as it is told, or for ever", async () => {
    const { create } = await someone();
    const usual = (await create({ name: "usual" })).body.token;
    await daysLater(shop, 89, async () => expect(await statusBy(usual)).toBe(200));
    await daysLater(shop, 91, async () => expect(await statusBy(usual)).toBe(401));
    const lasting = (await create({ name: "lasting", days: null })).body.token;
    const ending = (await create({ name: "ending", days: 1 })).body.token;
    await daysLater(shop, 2, async () => expect([await statusBy(lasting), await statusBy(ending)]).toEqual([200, 401]));
  });

  test("takes the password in place of a fresh sign-in", async () => {
    const { create } = await someone();
    await daysLater(shop, 1.1, async () => {
      expect((await create({ name: "late", password: TEST_PASSWORD })).status).toBe(201);
    });
  });
});

test("POST 400 names every faulty field and makes nothing", async () => {
  const { client, create } = await someone();
  expect(statusAndBody(await create({ name: " ", days: 0 }))).toEqual({
    status: 400,
    body: { name: ["This field may not be blank."], days: ["Choose 1 to 3,650 days."] },
  });
  expect((await create({ name: "x", days: "x" })).body).toEqual({ days: ["Enter a whole number."] });
  expect((await client.get(tokens)).body).toEqual({ tokens: [] });
});

test("POST 401 where everything is signed out while the body is on its way, and makes nothing", async () => {
  const { customer, client } = await someone();
  const where = { customerId: customer.id };
  // Its body is asked for once it is known who asks.
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await shop.db.session.deleteMany({ where });
        controller.enqueue(new TextEncoder().encode(JSON.stringify({ name: "late" })));
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const headers = { ...client.headers, "content-type": "application/json" };
  const init = { method: "POST", headers, body, duplex: "half" } as RequestInit;
  const request = new Request("http://localhost:3000/api/", init);
  const { status } = await tokens.POST(request, { params: Promise.resolve({}) });
  expect([status, await shop.db.apiToken.count({ where })]).toEqual([401, 0]);
});

test("DELETE 204 for one's own token, which is dead at once, and 404 from then on", async () => {
  const { create, revoke } = await someone();
  const { id, token: key } = (await create({ name: "short-lived" })).body;
  expect(await statusBy(key)).toBe(200);
  expect((await revoke(id)).status).toBe(204);
  expect([await statusBy(key), (await revoke(id)).status]).toEqual([401, 404]);
});
