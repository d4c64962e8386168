import { describe, expect, test } from "vitest";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as profile from "@/app/api/users/profile/route";
import { PROVIDER_NAMES } from "@/lib/adapters/loyalty-provider/port";
import { challengeOver } from "@/lib/testing/challenges";
import { uniquePhone } from "@/lib/testing/customers";
import { newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { eventually, newestCode } from "@/lib/testing/mailbox";
import * as withLoyalty from "./route";

/* A changed profile reaches the programme: at once, or as soon as it is there again. */

const change = (phone: string | null, overrides: object = {}) => ({ phone, date_of_birth: "1990-12-10", ...overrides });

describe.each(PROVIDER_NAMES)("the account of the %s programme", (provider) => {
  const loyalty = openLoyaltyShop(provider);

  test("has what the profile has, and the points are read anew", async () => {
    const { client, phone, customer, accountNumber } = await newMemberOf(loyalty.shop);
    await client.get(loyaltyCard);
    await loyalty.addPoints(accountNumber, 15);
    const consents = { sms_allowed: true, call_allowed: false };
    const body = change(phone, { first_name: "Jane", gender: "female", ...consents });
    expect((await client.patch(withLoyalty, { body })).status).toBe(200);
    expect(await loyalty.account(accountNumber)).toMatchObject({
      ...{ firstName: "Jane", lastName: "Doe", gender: "female", smsAllowed: true, callAllowed: false },
      ...{ email: customer.email, phone },
    });
    expect((await client.get(loyaltyCard)).body).toMatchObject({ points: 15, errors: null });
  });
});

describe("the account", () => {
  const loyalty = openLoyaltyShop("http");

  test("has a new number, as the card has, only with its code", async () => {
    const { client, phone: own, accountNumber } = await newMemberOf(loyalty.shop);
    const phone = uniquePhone();
    const { ask, submit } = challengeOver(client, withLoyalty, change(phone));
    expect((await ask()).status).toBe(202);
    expect(await loyalty.account(accountNumber)).toMatchObject({ phone: own });
    expect((await submit(await newestCode(loyalty.shop, phone))).status).toBe(200);
    expect(await loyalty.account(accountNumber)).toMatchObject({ phone });
    expect((await client.get(loyaltyCard)).body.card.number).toBe(phone);
  });

  test("follows by itself when the programme was down, with the last change only", async () => {
    const { client, phone, accountNumber } = await newMemberOf(loyalty.shop);
    loyalty.fail("update");
    for (const first_name of ["One", "Two", "Three"]) {
      const answer = await client.patch(withLoyalty, { body: change(phone, { first_name }) });
      expect(answer).toMatchObject({ status: 200, body: { first_name } });
    }
    expect(await loyalty.account(accountNumber)).toMatchObject({ firstName: "John" });
    expect(await loyalty.pending()).toHaveLength(1);
    loyalty.heal("update");
    expect([await loyalty.resume(), await loyalty.resume()]).toEqual([1, 0]);
    expect(await loyalty.account(accountNumber)).toMatchObject({ firstName: "Three" });
  });

  test("follows when the programme swallowed every call: the answer came in time all the same", async () => {
    const { client, phone, accountNumber } = await newMemberOf(loyalty.shop);
    loyalty.server.plant({ fault: "blackhole" });
    const before = performance.now();
    expect((await client.patch(withLoyalty, { body: change(phone, { first_name: "Jane" }) })).status).toBe(200);
    expect(performance.now() - before).toBeLessThan(4000);
    loyalty.server.heal();
    // The first try is still waiting for its own deadline.
    await eventually(async () => expect((await loyalty.pending())[0]?.claimedUntil).toBeNull());
    expect(await loyalty.resume()).toBe(1);
    expect(await loyalty.account(accountNumber)).toMatchObject({ firstName: "Jane" });
  });

  test("is not waited for once four calls in a row came to nothing", async () => {
    const members = await Promise.all(Array.from({ length: 6 }, () => newMemberOf(loyalty.shop)));
    loyalty.server.plant({ fault: "blackhole" });
    const before = loyalty.server.calls.update ?? 0;
    for (const { client, phone } of members) {
      expect((await client.patch(withLoyalty, { body: change(phone, { first_name: "Jane" }) })).status).toBe(200);
    }
    expect(loyalty.server.calls.update).toBe(before + 4);
    expect(await loyalty.pending()).toHaveLength(6);
  }, 30_000);

  test("hears within a minute of what it has missed, however long it was away", async () => {
    const { client, phone } = await newMemberOf(loyalty.shop);
    loyalty.fail("update");
    await client.patch(withLoyalty, { body: change(phone, { first_name: "Jane" }) });
    for (let hour = 0; hour < 12; hour++) await loyalty.resume();
    const [job] = await loyalty.pending();
    expect(job?.attempts).toBe(13);
    // The worker looks every ten seconds, and a breaker may let one call through only.
    expect(Number(job?.runAt) - Date.now()).toBeLessThan(20_000);
  });

  test("hears of no change that is refused, nor of the plain profile", async () => {
    const { client, phone, accountNumber } = await newMemberOf(loyalty.shop);
    const before = loyalty.allCalls();
    const send = async (first_name: string, headers = {}) =>
      (await client.patch(withLoyalty, { body: change(phone, { first_name }), headers })).status;
    expect([await send("x".repeat(31)), await send("Stale", { "if-match": '"1-0-en"' })]).toEqual([400, 412]);
    expect((await client.patch(profile, { body: { first_name: "Plain" } })).status).toBe(200);
    expect(loyalty.allCalls()).toBe(before);
    expect(await loyalty.account(accountNumber)).toMatchObject({ firstName: "John" });
  });

  test("is not asked for where there is no card", async () => {
    const { client, phone } = await newShopper(loyalty.shop);
    expect((await client.patch(withLoyalty, { body: change(phone, { first_name: "Jane" }) })).status).toBe(200);
    expect(loyalty.allCalls()).toBe(0);
  });
});
