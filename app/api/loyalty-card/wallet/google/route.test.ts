import { createPublicKey } from "node:crypto";
import { describe, expect, test } from "vitest";
import * as deleteCard from "@/app/api/loyalty-card/delete_loyalty/route";
import { hasOpenssl } from "@/lib/testing/certificates";
import type { Client } from "@/lib/testing/client";
import { deleteDueAccounts } from "@/lib/testing/deletions";
import { claimsOf } from "@/lib/testing/google-wallet-server";
import { newMemberOf, newShopper } from "@/lib/testing/loyalty-shop";
import { serveWith } from "@/lib/testing/shop";
import { GOOGLE_ISSUER, openWalletShop } from "@/lib/testing/wallet-shop";
import * as googleLink from "./route";

describe.skipIf(!hasOpenssl)("GET loyalty-card/wallet/google", () => {
  const wallet = openWalletShop();

  type Payload = { payload: { loyaltyObjects: [Record<string, unknown> & { id: string }] } };

  /** The object that a member's link adds. */
  async function linked(client: Client) {
    const { status, body } = await client.get(googleLink);
    expect(status).toBe(200);
    const [, token = ""] = /^https:\/\/pay\.google\.com\/gp\/v\/save\/(.+)$/.exec(body.url) ?? [];
    return (claimsOf(token, createPublicKey(wallet.googleKey)) as Payload).payload.loyaltyObjects[0];
  }

  /** Somebody who has followed the link. */
  async function newMember() {
    const member = await newMemberOf(wallet.shop);
    const object = await linked(member.client);
    wallet.google.objects.set(object.id, object);
    const shown = () => wallet.google.objects.get(object.id);
    return { ...member, shown, addPoints: (points: number) => wallet.loyalty.addPoints(member.accountNumber, points) };
  }

  test("200 with a link that has the member's card, under the same name each time", async () => {
    const { client, accountNumber } = await newMemberOf(wallet.shop, { languageCode: "tr-tr" });
    await wallet.loyalty.addPoints(accountNumber, 30);
    const object = await linked(client);
    expect(object).toMatchObject({
      ...{ accountName: "John Doe", accountId: accountNumber, state: "ACTIVE" },
      loyaltyPoints: { label: "Puan", balance: { int: 30 } },
      textModulesData: [{ header: "Seviye", body: "Mavi" }],
    });
    expect(object.id).toMatch(new RegExp(`^${GOOGLE_ISSUER}\\.[0-9a-f-]{36}$`));
    expect((await linked(client)).id).toBe(object.id);
  });

  test("302 there for browsers", async () => {
    const { client } = await newMemberOf(wallet.shop);
    const browser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
    const { status, headers } = await client.get(googleLink, { headers: browser });
    expect(status).toBe(302);
    expect(headers.get("location")).toMatch(/^https:\/\/pay\.google\.com\/gp\/v\/save\//);
  });

  test("404 without a card and where the shop is no issuer", async () => {
    expect((await (await newShopper(wallet.shop)).client.get(googleLink)).status).toBe(404);
    const { client } = await newMemberOf(wallet.shop);
    const off = { wallets: { ...wallet.shop.wallets, google: null } };
    expect((await serveWith(wallet.shop, off, () => client.get(googleLink))).status).toBe(404);
  });

  test("429 after thirty in an hour", async () => {
    const { customer, client } = await newMemberOf(wallet.shop);
    for (let card = 0; card < 30; card++) {
      await wallet.shop.limits.tryConsume("walletCardsPerAccount", String(customer.id));
    }
    expect((await client.get(googleLink)).status).toBe(429);
  });

  describe("what a member has added", () => {
    test("follows their points, several changes by one call", async () => {
      const { shown, addPoints } = await newMember();
      const { update = 0 } = wallet.google.calls;
      for (const points of [300, 300]) await addPoints(points);
      expect(await wallet.update()).toBe(1);
      expect(shown()).toMatchObject({
        loyaltyPoints: { balance: { int: 600 } },
        textModulesData: [{ body: "Silver" }],
      });
      expect(wallet.google.calls.update).toBe(update + 1);
    });

    test("expires, and names nobody, after they have left or were deleted", async () => {
      const [left, deleted] = [await newMember(), await newMember()];
      await left.client.post(deleteCard, { body: {} });
      const where = { id: deleted.customer.id };
      await wallet.shop.db.customer.update({ where, data: { deletionDueAt: new Date(0) } });
      await deleteDueAccounts(wallet.shop);
      await wallet.update();
      for (const { shown } of [left, deleted]) {
        expect(shown()).toEqual({ id: expect.any(String), classId: `${GOOGLE_ISSUER}.loyalty`, state: "EXPIRED" });
      }
    });

    test.each([
      ["update", { fault: "error", status: 401 }],
      ["update", { fault: "error", status: 500 }],
      ["update", { fault: "blackhole" }],
      ["update", { fault: "lost_response" }],
    ] as const)("is brought up to date later when Google's %s meets %j", async (operation, fault) => {
      const { shown, addPoints } = await newMember();
      wallet.google.plant({ operation, times: 1, ...fault });
      await addPoints(70);
      expect(await wallet.update()).toBe(0);
      expect(await wallet.pending()).toMatchObject([{ kind: "wallet.google", attempts: 1, deadAt: null }]);
      expect(await wallet.update()).toBe(1);
      expect(shown()).toMatchObject({ loyaltyPoints: { balance: { int: 70 } } });
    });

    test("is tried again for as long as Google does not know its class", async () => {
      const { client, accountNumber } = await newMemberOf(wallet.shop);
      const { id } = await linked(client);
      await wallet.loyalty.addPoints(accountNumber, 70);
      wallet.google.plant({ operation: "insert", fault: "error", status: 404, times: 1 });
      expect([await wallet.update(), await wallet.update()]).toEqual([0, 1]);
      expect(wallet.google.objects.get(id)).toMatchObject({ loyaltyPoints: { balance: { int: 70 } } });
    });
  });
});
