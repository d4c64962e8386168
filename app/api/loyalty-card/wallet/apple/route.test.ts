import { describe, expect, test } from "vitest";
import { setSecrets } from "@/lib/platform/secrets";
import { hasOpenssl } from "@/lib/testing/certificates";
import { clientWith } from "@/lib/testing/client";
import { newMemberOf, newShopper } from "@/lib/testing/loyalty-shop";
import { openPass } from "@/lib/testing/passes";
import { serveWith } from "@/lib/testing/shop";
import { newPhone, openWalletShop } from "@/lib/testing/wallet-shop";
import * as applePass from "./route";

describe.skipIf(!hasOpenssl)("GET loyalty-card/wallet/apple", () => {
  const wallet = openWalletShop();

  test("200 with the member's card, as a file that phones open", async () => {
    const { customer, client, accountNumber } = await newMemberOf(wallet.shop);
    await wallet.loyalty.addPoints(accountNumber, 30);
    const { status, headers, body } = await client.get(applePass);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/vnd.apple.pkpass");
    expect(headers.get("content-disposition")).toBe('attachment; filename="card.pkpass"');
    expect(headers.get("cache-control")).toBe("no-store");
    const { pass } = openPass(body);
    expect(pass.barcodes[0].message).toBe(accountNumber);
    expect(pass.storeCard).toMatchObject({ primaryFields: [{ value: 30 }], secondaryFields: [{ value: "John Doe" }] });
    const text = Buffer.from(body).toString("utf8");
    for (const secret of [customer.email, customer.phone, customer.username]) expect(text).not.toContain(secret);
    expect(pass.serialNumber).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("200 with the same pass each time, also at once and after APP_SECRET has changed, when phones ask by either token", async () => {
    const { client } = await newMemberOf(wallet.shop);
    const answers = await Promise.all([1, 2, 3].map(() => client.get(applePass)));
    const names = answers
      .map(({ body }) => openPass(body).pass)
      .map((pass) => [pass.serialNumber, pass.authenticationToken]);
    expect(new Set(names.flat()).size).toBe(2);
    const phone = newPhone();
    await phone.add(client);
    setSecrets(["another secret, of at least 32 characters"]);
    const later = newPhone();
    try {
      await later.add(client);
    } finally {
      setSecrets(null);
    }
    expect(later.pass().serialNumber).toBe(phone.pass().serialNumber);
    expect(later.pass().authenticationToken).not.toBe(phone.pass().authenticationToken);
    expect([await phone.refresh(), await later.refresh()]).toEqual([200, 200]);
  });

  test("200 with the last known points while the programme is silent, or none", async () => {
    const { client, accountNumber } = await newMemberOf(wallet.shop);
    wallet.loyalty.fail("balance");
    expect(openPass((await client.get(applePass)).body).pass.storeCard.primaryFields).toEqual([]);
    wallet.loyalty.heal("balance");
    await wallet.loyalty.addPoints(accountNumber, 40);
    expect(openPass((await client.get(applePass)).body).pass.storeCard.primaryFields).toMatchObject([{ value: 40 }]);
  });

  test("401 for a guest, 404 without a card, 404 where the shop has no certificate", async () => {
    expect((await clientWith({}).get(applePass)).status).toBe(401);
    expect((await (await newShopper(wallet.shop)).client.get(applePass)).status).toBe(404);
    const { client } = await newMemberOf(wallet.shop);
    const off = { wallets: { ...wallet.shop.wallets, apple: null } };
    expect((await serveWith(wallet.shop, off, () => client.get(applePass))).status).toBe(404);
  });

  test("429 after thirty in an hour", async () => {
    const { customer, client } = await newMemberOf(wallet.shop);
    for (let card = 0; card < 30; card++) {
      await wallet.shop.limits.tryConsume("walletCardsPerAccount", String(customer.id));
    }
    expect((await client.get(applePass)).status).toBe(429);
  });
});
