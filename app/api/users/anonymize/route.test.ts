import { beforeAll, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as deletion from "@/app/api/users/deletion/route";
import { as, clientWith, cookieOf } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { daysLater, openShop, type Shop } from "@/lib/testing/shop";
import * as anonymize from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const textOf = ({ body }: { body: Uint8Array }) => new TextDecoder().decode(body);

test.each([
  ["JSON", "application/json", ""],
  ["a form", "multipart/form-data", ""],
  ["anything", "text/plain", "not read"],
])(
  "200 and a sentence, with an empty body said to be %s: all access ends, and signing in keeps the account",
  async (_name, type, body) => {
    const customer = await createCustomer(shop);
    const [client, elsewhere] = [await as(shop, customer), await as(shop, customer)];
    const answer = await client.patch(anonymize, { body, headers: { "content-type": type, "accept-language": "en" } });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
    expect(textOf(answer)).toMatch(
      /^The deletion of your account has been requested\. It will be deleted on \d+ \w+ \d{4};/,
    );
    expect(cookieOf(answer)).toMatchObject({ value: "" });
    for (const one of [client, elsewhere]) expect((await one.get(currentUser)).status).toBe(401);
    const back = await as(shop, customer);
    expect((await back.get(deletion)).body.deletion_due_at).not.toBeNull();
    expect((await back.delete(deletion)).body).toEqual({ deletion_due_at: null });
  },
);

test("403 for a sign-in older than a day: nothing is asked for", async () => {
  const client = await as(shop, await createCustomer(shop));
  await daysLater(shop, 1.01, async () => {
    expect(await client.patch(anonymize)).toMatchObject({ status: 403, body: { code: "fresh_sign_in_required" } });
  });
  expect((await client.get(deletion)).body).toEqual({ deletion_due_at: null });
});

test("401 for nobody", async () => {
  expect((await clientWith({}).patch(anonymize)).status).toBe(401);
});
