import { beforeAll, describe, expect, test } from "vitest";
import { COMMAND_LINE, type Operator } from "@/lib/back-office/rules";
import { ADMIN_SCOPES } from "@/lib/back-office/schema";
import { createAdminKey, revokeAdminKey } from "@/lib/back-office/service";
import { transact } from "@/lib/platform/database/transact";
import { openShop, type Shop } from "@/lib/testing/shop";
import {
  addEndpoint,
  disableEndpoint,
  enableEndpoint,
  removeEndpoint,
  replayEvents,
  rotateSecret,
} from "@/lib/webhooks/endpoint-service";
import { recordEvents } from "@/lib/webhooks/event-service";

/* A change, and the line of who made it, are one: there is neither without the other. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const NEW_ENDPOINT = { url: "http://127.0.0.1:1/events", types: [] };
const NEW_KEY = { name: "CRM", scopes: ADMIN_SCOPES, days: null };
/** No line can name it. */
const UNKNOWN: Operator = { adminKeyId: 2 ** 31 - 1 };

type Change = (operator: Operator, ids: { endpoint: number; key: number }) => Promise<unknown>;

const CHANGES: [name: string, action: string, change: Change][] = [
  ["adding an endpoint", "webhook.add", (operator) => addEndpoint(shop, operator, NEW_ENDPOINT)],
  ["removing an endpoint", "webhook.remove", (operator, { endpoint }) => removeEndpoint(shop, operator, endpoint)],
  ["rotating a secret", "webhook.rotate", (operator, { endpoint }) => rotateSecret(shop, operator, endpoint)],
  ["enabling an endpoint", "webhook.enable", (operator, { endpoint }) => enableEndpoint(shop, operator, endpoint)],
  ["disabling an endpoint", "webhook.disable", (operator, { endpoint }) => disableEndpoint(shop, operator, endpoint)],
  [
    "a replay",
    "webhook.replay",
    (operator, { endpoint }) => replayEvents(shop, operator, endpoint, { from: "2026-01-01T00:00:00Z" }),
  ],
  ["adding a key", "key.add", (operator) => createAdminKey(shop, operator, NEW_KEY)],
  ["revoking a key", "key.revoke", (operator, { key }) => revokeAdminKey(shop, operator, key)],
];

/** A key, an endpoint that has failed, and an event from before it was added. */
async function prepare(): Promise<{ endpoint: number; key: number }> {
  await shop.db.webhookEndpoint.deleteMany();
  await transact(shop.db, (transaction) =>
    recordEvents(transaction, shop, 1_000_000, [{ type: "customer.created", data: {} }]),
  );
  const { endpoint } = await addEndpoint(shop, COMMAND_LINE, NEW_ENDPOINT);
  await shop.db.webhookEndpoint.updateMany({ data: { failures: 3 } });
  const { row } = await createAdminKey(shop, COMMAND_LINE, NEW_KEY);
  return { endpoint: endpoint.id, key: row.id };
}

const state = async () => ({
  endpoints: await shop.db.webhookEndpoint.findMany({ orderBy: { id: "asc" } }),
  keys: await shop.db.adminKey.findMany({ orderBy: { id: "asc" } }),
  deliveries: await shop.db.webhookDelivery.count(),
});
const newestLine = () => shop.db.adminChange.findFirstOrThrow({ orderBy: { id: "desc" } });

describe.each(CHANGES)("%s", (_name, action, change) => {
  test("has its line", async () => {
    const ids = await prepare();
    const before = await state();
    await change(COMMAND_LINE, ids);
    expect(await state()).not.toEqual(before);
    expect(await newestLine()).toMatchObject({
      action,
      keyId: null,
      target: expect.stringMatching(/^(?:key|webhook endpoint) \d+$/),
    });
  });

  test("is not made where its line cannot be", async () => {
    const ids = await prepare();
    const [before, line] = [await state(), await newestLine()];
    await expect(change(UNKNOWN, ids)).rejects.toThrow();
    expect(await state()).toEqual(before);
    expect(await newestLine()).toEqual(line);
  });
});
