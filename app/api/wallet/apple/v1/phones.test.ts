import { describe, expect, test } from "vitest";
import * as addCardOtp from "@/app/api/loyalty-card/add_loyalty_card_otp/route";
import * as deleteCard from "@/app/api/loyalty-card/delete_loyalty/route";
import * as exportFile from "@/app/api/users/export/[key]/route";
import * as exporting from "@/app/api/users/export/route";
import * as profile from "@/app/api/users/profile/route";
import * as registration from "@/app/api/wallet/apple/v1/devices/[device]/registrations/[type]/[serial]/route";
import * as changedPasses from "@/app/api/wallet/apple/v1/devices/[device]/registrations/[type]/route";
import * as log from "@/app/api/wallet/apple/v1/log/route";
import * as currentPass from "@/app/api/wallet/apple/v1/passes/[type]/[serial]/route";
import { sha256 } from "@/lib/platform/secrets";
import { hasOpenssl } from "@/lib/testing/certificates";
import { retryAfter } from "@/lib/testing/challenges";
import { clientWith, statusAndBody } from "@/lib/testing/client";
import { deleteDueAccounts } from "@/lib/testing/deletions";
import { readableLog } from "@/lib/testing/log-lines";
import { cardForm, newMemberOf } from "@/lib/testing/loyalty-shop";
import { daysLater, serveWith } from "@/lib/testing/shop";
import { newPhone, openWalletShop } from "@/lib/testing/wallet-shop";
import { purgeEndedPasses } from "@/lib/wallet/update-service";

describe.skipIf(!hasOpenssl)("a phone with a pass", () => {
  const wallet = openWalletShop();

  async function newMember(overrides = {}) {
    const member = await newMemberOf(wallet.shop, overrides);
    const phone = newPhone();
    expect(await phone.add(member.client)).toBe(201);
    await wallet.update();
    expect(wallet.push.pushes).toEqual([]);
    const addPoints = (points: number) => wallet.loyalty.addPoints(member.accountNumber, points);
    return { ...member, phone, addPoints };
  }

  const phonesOf = ({ id: customerId }: { id: number }) =>
    wallet.shop.db.walletPhone.findMany({ where: { pass: { customerId } } });
  const pushedTo = () => wallet.push.pushes.map(({ token }) => token);

  test("is told of points, asks what has changed, downloads that once, and hears no more after it has unregistered", async () => {
    const { phone, addPoints } = await newMember();
    expect(phone.shown()).toEqual(["John Doe", 0, "Blue"]);
    expect([await phone.changed(), await phone.changed()]).toEqual([[phone.params().serial], null]);
    expect([await phone.refresh(), await phone.refresh()]).toEqual([200, 304]);

    await addPoints(600);
    expect(await wallet.update()).toBe(1);
    expect(pushedTo()).toEqual([phone.pushToken]);
    expect(await phone.changed()).toEqual([phone.params().serial]);
    expect(await phone.refresh()).toBe(200);
    expect(phone.shown()).toEqual(["John Doe", 600, "Silver"]);
    expect([await phone.changed(), await phone.refresh()]).toEqual([null, 304]);

    expect(await phone.unregister()).toBe(200);
    expect(await phone.unregister()).toBe(200);
    await addPoints(10);
    await wallet.update();
    expect(pushedTo()).toEqual([phone.pushToken]);
    expect(await phone.changed()).toBeNull();
  });

  test("is told once of several changes, and of none that changes nothing it shows", async () => {
    const { phone, addPoints, client } = await newMember();
    for (const points of [10, 20, 30]) await addPoints(points);
    expect(await wallet.pending()).toHaveLength(1);
    await wallet.update();
    await wallet.update();
    expect(pushedTo()).toEqual([phone.pushToken]);
    await client.patch(profile, { body: { first_name: "John" } });
    await wallet.update();
    expect(pushedTo()).toEqual([phone.pushToken]);
  });

  test("knows each of two changes within a second", async () => {
    const { phone, addPoints } = await newMember();
    const seen: unknown[] = [];
    for (const points of [1, 2, 4]) {
      await addPoints(points);
      await wallet.update();
      expect([await phone.changed(), await phone.refresh()]).toEqual([[phone.params().serial], 200]);
      seen.push(phone.shown()[1]);
    }
    expect(seen).toEqual([1, 3, 7]);
  });

  test("shows another name once the member has it, from whichever side it is written", async () => {
    const { phone, client } = await newMember();
    await client.patch(profile, { body: { first_name: "محمد", last_name: "بن سلمان" } });
    await wallet.update();
    await phone.refresh();
    expect(phone.shown()[0]).toBe("محمد بن سلمان");
  });

  test("hears through the card's other phones' registrations nothing, and each of them by itself", async () => {
    const { client, phone, addPoints } = await newMember();
    const other = newPhone();
    expect(await other.add(client)).toBe(201);
    expect(other.params().serial).toBe(phone.params().serial);
    await phone.unregister();
    await addPoints(5);
    await wallet.update();
    expect(pushedTo()).toEqual([other.pushToken]);
  });

  test("that registers again is 200, and is told by its newer token", async () => {
    const { customer, phone, addPoints } = await newMember();
    const newer = "ab".repeat(32);
    expect(await phone.register(newer)).toBe(200);
    expect(await phonesOf(customer)).toHaveLength(1);
    await addPoints(5);
    await wallet.update();
    expect(pushedTo()).toEqual([newer]);
  });

  test("of more than twenty with one pass is told while it is among the newest", async () => {
    const { customer, phone, addPoints } = await newMember();
    const names = Array.from({ length: 20 }, (_, index) => `phone-${index}`);
    for (const device of names) {
      const params = { ...phone.params(), device };
      const body = { pushToken: sha256(device) };
      expect((await phone.client().post(registration, { params, body })).status).toBe(201);
    }
    expect(await phonesOf(customer)).toHaveLength(20);
    await addPoints(5);
    await wallet.update();
    expect(pushedTo().sort()).toEqual(names.map((device) => sha256(device)).sort());
  });

  test("that Apple does not know any more is forgotten", async () => {
    const { customer, addPoints } = await newMember();
    wallet.push.behaviour = { status: 410, reason: "Unregistered" };
    await addPoints(5);
    await wallet.update();
    expect([await phonesOf(customer), await wallet.pending()]).toEqual([[], []]);
  });

  test.each([[{ status: 403, reason: "BadCertificate" }], [{ status: 503 }], ["hang_up" as const]])(
    "is told later when the push service answers %j",
    async (behaviour) => {
      const { phone, addPoints } = await newMember();
      wallet.push.behaviour = behaviour;
      await addPoints(5);
      expect(await wallet.update()).toBe(0);
      expect(await wallet.pending()).toMatchObject([{ kind: "wallet.apple", attempts: 1, deadAt: null }]);
      wallet.push.behaviour = { status: 200 };
      expect(await wallet.update()).toBe(1);
      expect(pushedTo()).toEqual([phone.pushToken]);
    },
  );

  test("waits for points that the programme does not tell, and shows the last known meanwhile", async () => {
    const { phone, addPoints } = await newMember();
    await addPoints(50);
    wallet.loyalty.fail("balance");
    expect(await wallet.update()).toBe(0);
    expect([pushedTo(), await phone.refresh(), phone.shown()[1]]).toEqual([[], 200, 0]);
    wallet.loyalty.heal("balance");
    await wallet.update();
    expect(pushedTo()).toEqual([phone.pushToken]);
  });

  describe("of a member who has left", () => {
    test("has a void pass that names nobody, and theirs again when they come back", async () => {
      const { customer, client, phone, addPoints } = await newMember();
      await addPoints(70);
      await wallet.update();
      await client.post(deleteCard, { body: {} });
      await wallet.update();
      expect(await phone.changed()).toEqual([phone.params().serial]);
      expect(await phone.refresh()).toBe(200);
      expect([phone.pass().voided, phone.shown(), phone.pass().barcodes]).toEqual([
        true,
        [null, null, null],
        undefined,
      ]);

      await wallet.loyalty.resume();
      expect((await client.post(addCardOtp, { body: cardForm(customer) })).status).toBe(201);
      await wallet.update();
      await phone.refresh();
      expect([phone.pass().voided, phone.shown()]).toEqual([false, ["John Doe", 70, "Blue"]]);
    });
  });

  describe("of a member whose account is deleted", () => {
    async function deleted() {
      const member = await newMember();
      const { id } = member.customer;
      await wallet.shop.db.customer.update({ where: { id }, data: { deletionDueAt: new Date(0) } });
      await deleteDueAccounts(wallet.shop);
      return member;
    }

    test("is told by a void pass that is nobody's", async () => {
      const { phone } = await deleted();
      const { serial } = phone.params();
      expect(await wallet.shop.db.walletPass.findUnique({ where: { serial } })).toMatchObject({ customerId: null });
      await wallet.update();
      expect(pushedTo()).toEqual([phone.pushToken]);
      expect([await phone.changed(), await phone.refresh(), phone.pass().voided]).toEqual([[serial], 200, true]);
    });

    test("is forgotten with its pass after a week", async () => {
      const { phone } = await deleted();
      const { serial } = phone.params();
      const left = () => wallet.shop.db.walletPhone.count({ where: { pass: { serial } } });
      await daysLater(wallet.shop, 6.9, purgeEndedPasses);
      expect(await left()).toBe(1);
      await daysLater(wallet.shop, 7.1, purgeEndedPasses);
      expect([await left(), await phone.refresh(), await phone.changed()]).toEqual([0, 401, null]);
    });
  });

  test("is in the member's export, without what it is called", async () => {
    const { client, phone } = await newMember();
    const { url } = (await client.post(exporting, { body: {} })).body;
    const { body } = await client.get(exportFile, { params: { key: /export\/([^/]+)\//.exec(url)?.[1] ?? "" } });
    expect(body.wallet_passes).toMatchObject([{ platform: "apple", phones: [{ registered_at: expect.any(String) }] }]);
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`${phone.device}|${phone.pushToken}|${phone.params().serial}`));
  });

  describe("401, alike for all that is not the pass's own token", () => {
    const TOKEN_INVALID = { status: 401, body: { detail: "Invalid token.", code: "token_invalid" } };

    test("at each address, and nothing is registered or forgotten", async () => {
      const [{ customer, phone }, { phone: other }] = [await newMember(), await newMember()];
      const params = phone.params();
      const claims: [Record<string, string>, typeof params][] = [
        [{}, params],
        [{ authorization: "ApplePass unknown-unknown-unknown" }, params],
        [{ authorization: `Bearer ${phone.pass().authenticationToken}` }, params],
        [other.client().headers, params],
        [phone.client().headers, { ...params, type: "pass.test.another" }],
        [phone.client().headers, { ...params, serial: "5f1f7bb8-2b0c-4c8e-9d39-0c2a4f1e7d60" }],
        [phone.client().headers, other.params()],
      ];
      for (const [headers, named] of claims) {
        const one = clientWith(headers);
        const body = { pushToken: "ab".repeat(16) };
        const answers = [
          await one.get(currentPass, { params: named }),
          await one.post(registration, { params: named, body }),
          await one.delete(registration, { params: named }),
        ];
        for (const answer of answers) expect(statusAndBody(answer)).toEqual(TOKEN_INVALID);
      }
      expect(await phonesOf(customer)).toMatchObject([{ pushToken: phone.pushToken }]);
    });

    test("and a token is kept as a hash, the phone's name too", async () => {
      const { customer, phone } = await newMember();
      const row = await wallet.shop.db.walletPass.findFirstOrThrow({
        where: { customerId: customer.id },
        select: { tokenHashes: true, phones: true },
      });
      expect(row.tokenHashes).toHaveLength(1);
      const { authenticationToken } = phone.pass();
      expect(authenticationToken.length).toBeGreaterThan(30);
      const text = JSON.stringify(row, (_, value) => (typeof value === "bigint" ? String(value) : value));
      expect(text).not.toMatch(new RegExp(`${authenticationToken}|${phone.device}`));
    });
  });

  test("gets nothing by a name that is none: 404 for a malformed one, 400 for a tag that is none, 204 for a phone that nobody knows", async () => {
    const { phone } = await newMember();
    const params = phone.params();
    const get = (changes: object, query = "") =>
      clientWith({}).get(changedPasses, { params: { ...params, ...changes }, query });
    expect((await get({ device: "../x" })).status).toBe(404);
    expect((await phone.client().get(currentPass, { params: { ...params, serial: "1" } })).status).toBe(404);
    expect((await get({}, "passesUpdatedSince=yesterday")).status).toBe(400);
    expect((await get({ device: "unknown" })).status).toBe(204);
    expect((await get({ type: "pass.test.another" })).status).toBe(204);
  });

  describe("429", () => {
    async function consumeAll(key: string) {
      for (let call = 0; call < 60; call++) await wallet.shop.limits.tryConsume("walletCalls", key);
    }

    test("for a pass that is asked for again and again, and for no other", async () => {
      const [{ customer, phone }, { phone: other }] = [await newMember(), await newMember()];
      const { id } = await wallet.shop.db.walletPass.findFirstOrThrow({ where: { customerId: customer.id } });
      await consumeAll(`pass:${id}`);
      const params = phone.params();
      const answers = [
        await phone.client().get(currentPass, { params }),
        await phone.client().post(registration, { params, body: { pushToken: phone.pushToken } }),
        await phone.client().delete(registration, { params }),
      ];
      for (const answer of answers) expect([answer.status, retryAfter(answer) > 0]).toEqual([429, true]);
      expect(await other.refresh()).toBe(200);
    });

    test("for a phone that asks again and again what has changed", async () => {
      const { phone } = await newMember();
      const { device, type } = phone.params();
      const ask = () => clientWith({}).get(changedPasses, { params: { device, type } });
      for (let call = 0; call < 60; call++) expect((await ask()).status).toBe(200);
      expect((await ask()).status).toBe(429);
    });
  });

  describe("the log of phones", () => {
    test("says what they did not like, and names none of them", async () => {
      const { log: readable, lines, text } = readableLog();
      const { phone } = await newMember();
      const { serial } = phone.params();
      const logs = [`Get pass task (device ${phone.device}, serial ${serial}) encountered error: Invalid signature`];
      const { status } = await serveWith(wallet.shop, { log: readable }, () =>
        clientWith({}).post(log, { body: { logs } }),
      );
      expect(status).toBe(200);
      expect(lines()).toMatchObject([
        { messages: ["Get pass task (device …, serial …) encountered error: Invalid signature"] },
      ]);
      expect(text()).not.toContain(phone.device);
    });

    test("is 429 to a network that fills it", async () => {
      const send = () => clientWith({}).post(log, { body: { logs: ["x"] } });
      for (let call = 0; call < 60; call++) expect((await send()).status).toBe(200);
      expect((await send()).status).toBe(429);
    });
  });
});
