import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import * as profile from "@/app/api/users/profile/route";
import * as tokens from "@/app/api/users/tokens/route";
import { insertMovedIn } from "@/lib/import/store";
import { transact } from "@/lib/platform/database/transact";
import { openShadowIdentity } from "@/lib/shadow/service";
import { clientWith } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop } from "@/lib/testing/shop";

test("whom the old platform has signed in is read as here, once they have moved in", async () => {
  const shop = await openShop();
  const { id } = await createCustomer(shop);
  const externalId = randomBytes(6).toString("hex");
  const movedIn = [{ source: "old", externalId, customerId: id, at: new Date() }];
  await transact(shop.db, (transaction) => insertMovedIn(transaction, movedIn));
  const identify = openShadowIdentity(shop, "old");
  const token = await identify(externalId);
  const client = clientWith({ authorization: `Token ${token}` });
  expect(await client.get(profile)).toMatchObject({ status: 200, body: { id } });
  // It is nobody's sign-in.
  expect((await client.post(tokens, { body: { name: "till" } })).status).toBe(403);
  expect(await shop.db.customer.findUnique({ where: { id } })).toMatchObject({ lastLogin: null });
  expect(await shop.db.activity.count({ where: { customerId: id } })).toBe(0);
  expect(await identify(externalId)).toBe(token);
  expect([await identify("nobody"), await openShadowIdentity(shop, "elsewhere")(externalId)]).toEqual([null, null]);
});
