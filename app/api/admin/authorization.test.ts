import { beforeAll, describe, expect, test } from "vitest";
import { COMMAND_LINE } from "@/lib/back-office/rules";
import { ADMIN_SCOPES } from "@/lib/back-office/schema";
import { createAdminKey, revokeAdminKey } from "@/lib/back-office/service";
import { routeMetaOf } from "@/lib/platform/http/route-meta";
import {
  as,
  type Client,
  clientWith,
  guest,
  statusAndBody,
  withAdminKey,
  withSignInToken,
  withToken,
} from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { BODIES, everyEndpoint, methodsOf, sendTo } from "@/lib/testing/endpoints";
import { readableLog } from "@/lib/testing/log-lines";
import { daysLater, openShop, type Shop, serveWith } from "@/lib/testing/shop";

/* Each scope against each operation of the back office, and keys against everything that is a shopper's. */

const everything = (await everyEndpoint()).flatMap(({ name, module }) =>
  methodsOf(module)
    .filter((method) => method !== "HEAD")
    .map((method) => ({ name, module, method, auth: routeMetaOf(module[method])?.auth })),
);
const operations = everything.flatMap(({ auth, ...one }) =>
  typeof auth === "object" ? [{ ...one, scope: auth.admin }] : [],
);
const ofShoppers = everything.filter(({ auth }) => auth === "customer");

type Operation = Pick<(typeof everything)[number], "name" | "module" | "method">;

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const send = ({ name, module, method }: Operation, client: Client) =>
  sendTo(module, method, client, { body: method === "GET" || method === "DELETE" ? undefined : BODIES[name]?.good() });

const NO_KEY = { detail: "Authentication credentials were not provided.", code: "not_authenticated" };
const BAD_KEY = { detail: "Invalid token.", code: "token_invalid" };

test("every operation below /api/admin takes a key, none elsewhere does, and every scope opens something", () => {
  const isBelow = ({ name }: { name: string }) => name.startsWith("admin/");
  expect(operations.every(isBelow)).toBe(true);
  expect(everything.filter(isBelow)).toHaveLength(operations.length);
  expect(new Set(operations.map(({ scope }) => scope))).toEqual(new Set(ADMIN_SCOPES));
});

describe.each(operations)("$method $name", ({ scope, ...operation }) => {
  test.each(ADMIN_SCOPES)("with %s alone", async (held) => {
    const { status, body } = await send(operation, await withAdminKey(shop, [held]));
    if (held === scope) expect([200, 201, 204, 400, 404]).toContain(status);
    else
      expect({ status, body }).toEqual({
        status: 403,
        body: { detail: `The key lacks the scope ${scope}.`, code: "scope_missing" },
      });
  });

  test("is closed to shoppers, guests and whoever has no good key, whatever else they hold", async () => {
    const customer = await createCustomer(shop);
    const browser = await as(shop, customer);
    const { key, row } = await createAdminKey(shop, COMMAND_LINE, { name: "gone", scopes: ADMIN_SCOPES, days: null });
    await revokeAdminKey(shop, COMMAND_LINE, row.id);
    const bearing = (authorization: string) => clientWith({ ...browser.headers, authorization });
    for (const client of [guest(), browser])
      expect(statusAndBody(await send(operation, client))).toEqual({ status: 401, body: NO_KEY });
    const [token, signIn] = [await withToken(shop, customer), await withSignInToken(shop, customer)];
    const secret = token.headers.authorization?.replace("Token ", "");
    for (const client of [
      ...[token, signIn, bearing(`Bearer ${secret}`), bearing(`Bearer ${key}`)],
      ...[bearing(`Token ${key}`), bearing("Bearer sk_admin_"), bearing("Bearer")],
    ]) {
      expect(statusAndBody(await send(operation, client))).toEqual({ status: 401, body: BAD_KEY });
    }
  });
});

test.each(ofShoppers)("$method $name is closed to a key, sent as either kind of token", async (operation) => {
  const { headers } = await withAdminKey(shop);
  const key = headers.authorization?.replace("Bearer ", "");
  expect((await send(operation, clientWith(headers))).status).toBe(401);
  expect((await send(operation, clientWith({ authorization: `Token ${key}` }))).status).toBe(401);
});

test("a key ends by its date, is stored as a hash alone, and tells when it was last used", async () => {
  const { key, row } = await createAdminKey(shop, COMMAND_LINE, { name: "short", scopes: ["segments:read"], days: 1 });
  const [listing] = operations.filter(({ scope }) => scope === "segments:read");
  const client = clientWith({ authorization: `Bearer ${key}` });
  expect((await send(listing as Operation, client)).status).toBe(200);
  const stored = () => shop.db.adminKey.findUniqueOrThrow({ where: { id: row.id }, omit: { tokenHash: false } });
  await expect.poll(async () => (await stored()).lastUsedAt).not.toBeNull();
  expect(JSON.stringify(await stored())).not.toContain(key.slice(-20));
  await daysLater(shop, 2, async () => expect((await send(listing as Operation, client)).status).toBe(401));
});

test("the log names the key that lacks a scope, and never a key itself", async () => {
  const { log, lines, text } = readableLog();
  const { key, row } = await createAdminKey(shop, COMMAND_LINE, {
    name: "narrow",
    scopes: ["segments:read"],
    days: null,
  });
  const [other] = operations.filter(({ scope }) => scope === "settings:read");
  await serveWith(shop, { log }, () => send(other as Operation, clientWith({ authorization: `Bearer ${key}` })));
  expect(lines()).toMatchObject([{ security: "scope_missing", adminKey: row.id }]);
  expect(text()).not.toContain(key);
});
