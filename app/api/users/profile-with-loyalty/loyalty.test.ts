import { describe, expect, test, vi } from "vitest";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as profile from "@/app/api/users/profile/route";
import { LoyaltyUnavailableError, PROVIDER_NAMES } from "@/lib/adapters/loyalty-provider/port";
import { uniquePhone } from "@/lib/testing/customers";
import { newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { newestCode } from "@/lib/testing/mailbox";
import * as withLoyalty from "./route";

/* A changed profile reaches the programme: at once, or as soon as it is there again. */

const down = () => Promise.reject(new LoyaltyUnavailableError("planted by the test"));
const change = (phone: string | null, overrides: object = {}) => ({ phone, date_of_birth: "1990-12-10", ...overrides });

describe.each(PROVIDER_NAMES)("PATCH with the %s programme", (provider) => {
  const loyalty = openLoyaltyShop(provider);

  test("200: the account has what the profile has, and the points are read anew", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    await client.get(loyaltyCard);
    await loyalty.addPoints(accountNumber, 15);
    const body = change(customer.phone, {
      first_name: "Jane",
      gender: "female",
      sms_allowed: true,
      call_allowed: false,
    });
    expect((await client.patch(withLoyalty, { body })).status).toBe(200);
    expect(await loyalty.account(accountNumber)).toMatchObject({
      firstName: "Jane",
      lastName: "Doe",
      gender: "female",
      smsAllowed: true,
      callAllowed: false,
      email: customer.email,
      phone: customer.phone,
    });
    expect((await client.get(loyaltyCard)).body).toMatchObject({ points: 15, errors: null });
  });

  test("200 while the programme is down: the profile is changed, and the account follows by itself", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    loyalty.intercept("update", down);
    const body = change(customer.phone, { first_name: "Jane" });
    expect(await client.patch(withLoyalty, { body })).toMatchObject({ status: 200, body: { first_name: "Jane" } });
    expect(await loyalty.account(accountNumber)).toMatchObject({ firstName: "John" });
    loyalty.intercept("update", (proceed) => proceed());
    expect(await loyalty.resume()).toBe(1);
    expect(await loyalty.account(accountNumber)).toMatchObject({ firstName: "Jane" });
    expect(await loyalty.resume()).toBe(0);
  });

  test("a new number reaches the account, and the card, only with its code", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    const phone = uniquePhone();
    expect((await client.patch(withLoyalty, { body: change(phone) })).status).toBe(202);
    expect(await loyalty.account(accountNumber)).toMatchObject({ phone: customer.phone });
    const code = await newestCode(loyalty.shop, phone);
    expect((await client.patch(withLoyalty, { body: change(phone, { code }) })).status).toBe(200);
    expect(await loyalty.account(accountNumber)).toMatchObject({ phone });
    expect((await client.get(loyaltyCard)).body.card.number).toBe(phone);
  });
});

describe("PATCH", () => {
  const loyalty = openLoyaltyShop("http");

  test("200 while the programme swallows every call: the answer comes in time all the same", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    loyalty.server.plant({ fault: "blackhole" });
    const before = performance.now();
    const body = change(customer.phone, { first_name: "Jane" });
    expect((await client.patch(withLoyalty, { body })).status).toBe(200);
    expect(performance.now() - before).toBeLessThan(4000);
    loyalty.server.heal();
    // The first try is still waiting for its own deadline.
    await vi.waitFor(
      async () => {
        const [job] = await loyalty.pending();
        expect(job?.claimedUntil).toBeNull();
      },
      { timeout: 8000 },
    );
    expect(await loyalty.resume()).toBe(1);
    expect(await loyalty.account(accountNumber)).toMatchObject({ firstName: "Jane" });
  });

  test("several changes while it is down: only the last is sent", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    loyalty.intercept("update", down);
    for (const first_name of ["One", "Two", "Three"]) {
      await client.patch(withLoyalty, { body: change(customer.phone, { first_name }) });
    }
    expect(await loyalty.pending()).toHaveLength(1);
    loyalty.intercept("update", (proceed) => proceed());
    expect(await loyalty.resume()).toBe(1);
    expect(await loyalty.account(accountNumber)).toMatchObject({ firstName: "Three" });
  });

  test("a change that is refused reaches nobody", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    const before = loyalty.allCalls();
    const body = change(customer.phone, { first_name: "x".repeat(31) });
    expect((await client.patch(withLoyalty, { body })).status).toBe(400);
    const stale = { "if-match": '"1-0-en"' };
    const { status } = await client.patch(withLoyalty, {
      headers: stale,
      body: change(customer.phone, { first_name: "Stale" }),
    });
    expect(status).toBe(412);
    expect(loyalty.allCalls()).toBe(before);
    expect(await loyalty.account(accountNumber)).toMatchObject({ firstName: "John" });
  });

  test("without a card nobody is asked", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const body = change(customer.phone, { first_name: "Jane" });
    expect((await client.patch(withLoyalty, { body })).status).toBe(200);
    expect(loyalty.allCalls()).toBe(0);
  });

  test("the plain profile is the shop's own: the programme does not hear of it", async () => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    await client.patch(profile, { body: { first_name: "Plain" } });
    expect(await loyalty.account(accountNumber)).toMatchObject({ firstName: "John" });
  });
});
