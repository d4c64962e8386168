import { describe, expect, test, vi } from "vitest";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as profile from "@/app/api/users/profile/route";
import { LoyaltyUnavailableError, PROVIDER_NAMES } from "@/lib/adapters/loyalty-provider/port";
import { WRONG_CODE } from "@/lib/testing/challenges";
import { memberLike, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { askedToRegister, newRegistration, registered } from "@/lib/testing/registrations";
import * as registerWithLoyalty from "./route";

/* `add_loyalty`: the account is made in any case, and the card with it or after it; nothing is lost, nothing doubled. */

const down = () => Promise.reject(new LoyaltyUnavailableError("planted by the test"));

describe.each(PROVIDER_NAMES)("add_loyalty with the %s programme", (provider) => {
  const loyalty = openLoyaltyShop(provider);

  const register = (body = newRegistration({ add_loyalty: true })) =>
    registered(loyalty.shop, registerWithLoyalty, body);

  test("201: the profile as GET answers it, with loyalty.status joined; the card and one account are there", async () => {
    const { browser, body, answer } = await register();
    const { loyalty: told, ...seen } = answer.body;
    expect({ status: answer.status, told }).toEqual({ status: 201, told: { status: "joined" } });
    expect(seen).toEqual((await browser.get(profile)).body);
    expect(seen.attributes).toMatchObject({ has_loyalty: true, verified_user: true });
    const [account, ...others] = await loyalty.accountsOf(body.email);
    expect(others).toEqual([]);
    expect(account).toMatchObject({
      firstName: "John",
      phone: body.phone,
      emailAllowed: true,
      dateOfBirth: "1990-01-01",
    });
    const { body: state } = await browser.get(loyaltyCard);
    expect(state.card).toMatchObject({ number: body.phone, attributes: { account_number: account?.accountNumber } });
  });

  test("201: the account that he has already over there is linked, with its points", async () => {
    const body = newRegistration({ add_loyalty: true });
    const accountNumber = await loyalty.enrol(memberLike(body));
    await loyalty.addPoints(accountNumber, 300);
    const { browser } = await register(body);
    expect((await browser.get(loyaltyCard)).body).toMatchObject({
      points: 300,
      card: { attributes: { account_number: accountNumber } },
    });
    expect(await loyalty.accountsOf(body.email)).toHaveLength(1);
  });

  test.each(["search", "create"] as const)(
    "201 with loyalty.status pending while its %s fails; the card follows by itself",
    async (operation) => {
      loyalty.intercept(operation, down);
      const { browser, body, answer } = await register();
      const { loyalty: told, ...seen } = answer.body;
      expect({ status: answer.status, told }).toEqual({ status: 201, told: { status: "pending" } });
      expect(seen).toEqual((await browser.get(profile)).body);
      expect(seen.attributes).not.toHaveProperty("has_loyalty");
      expect((await browser.get(loyaltyCard)).body).toEqual({ card: null, points: 0, errors: null });
      await loyalty.resume();
      expect((await browser.get(loyaltyCard)).body.card).toBeNull();
      loyalty.intercept(operation, (proceed) => proceed());
      expect(await loyalty.resume()).toBe(1);
      expect(await loyalty.resume()).toBe(0);
      expect((await browser.get(loyaltyCard)).body.card).toMatchObject({ number: body.phone });
      expect(await loyalty.accountsOf(body.email)).toHaveLength(1);
      expect((await browser.get(profile)).body.attributes).toMatchObject({ has_loyalty: true, verified_user: true });
    },
  );

  test("pending after a lost reply: the account that was made is adopted", async () => {
    loyalty.intercept("create", async (proceed) => {
      await proceed();
      throw new LoyaltyUnavailableError("planted: its reply is lost");
    });
    const { browser, body, answer } = await register();
    expect(answer.body.loyalty).toEqual({ status: "pending" });
    loyalty.intercept("create", (proceed) => proceed());
    expect(await loyalty.resume()).toBe(1);
    const [account, ...others] = await loyalty.accountsOf(body.email);
    expect(others).toEqual([]);
    expect((await browser.get(loyaltyCard)).body.card.attributes.account_number).toBe(account?.accountNumber);
  });

  test("without add_loyalty nobody is asked, and nothing is said of it", async () => {
    const { answer } = await register(newRegistration());
    expect(answer.status).toBe(201);
    expect(answer.body).not.toHaveProperty("loyalty");
    expect(loyalty.allCalls()).toBe(0);
  });

  test("a failed registration leaves nothing over there, and no task", async () => {
    const form = newRegistration({ add_loyalty: true });
    const { browser, body } = await askedToRegister(loyalty.shop, registerWithLoyalty, form);
    expect((await browser.post(registerWithLoyalty, { body: { ...body, code: WRONG_CODE } })).status).toBe(406);
    expect(await loyalty.accountsOf(body.email)).toEqual([]);
    expect(await loyalty.pending()).toEqual([]);
  });
});

describe("a programme that dies in the middle", () => {
  const loyalty = openLoyaltyShop("http");

  test("the process dies after the creation over there: the next one makes the card, once", async () => {
    const form = newRegistration({ add_loyalty: true });
    const { browser, body, code } = await askedToRegister(loyalty.shop, registerWithLoyalty, form);
    const made = vi.fn();
    loyalty.intercept("create", async (proceed) => {
      await proceed();
      made();
      return new Promise(() => {});
    });
    void browser.post(registerWithLoyalty, { body: { ...body, code } });
    await vi.waitFor(() => expect(made).toHaveBeenCalled());
    loyalty.intercept("create", (proceed) => proceed());
    expect(await loyalty.resume()).toBe(1);
    expect(await loyalty.accountsOf(body.email)).toHaveLength(1);
    const customer = await loyalty.shop.db.customer.findFirstOrThrow({ where: { phoneCanonical: body.phone } });
    expect(await loyalty.shop.db.loyaltyCard.count({ where: { customerId: customer.id } })).toBe(1);
  });
});
