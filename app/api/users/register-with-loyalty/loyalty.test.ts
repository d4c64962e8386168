import { describe, expect, test } from "vitest";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as profile from "@/app/api/users/profile/route";
import * as confirm from "@/app/api/users/registration/account-confirm-email/[token]/route";
import { LoyaltyUnavailableError, PROVIDER_NAMES } from "@/lib/adapters/loyalty-provider/port";
import { WRONG_CODE } from "@/lib/testing/challenges";
import type { Client } from "@/lib/testing/client";
import { memberLike, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { eventually, keyIn, mailTo } from "@/lib/testing/mailbox";
import { askedToRegister, newRegistration, registered } from "@/lib/testing/registrations";
import type { Shop } from "@/lib/testing/shop";
import * as registerWithLoyalty from "./route";

/* `add_loyalty`: the account is made in any case, and the card with it or after it; nothing is lost, nothing doubled. */

const withCard = () => newRegistration({ add_loyalty: true });
const register = ({ shop }: { shop: Shop }, body = withCard()) => registered(shop, registerWithLoyalty, body);
const cardOf = async (browser: Client) => (await browser.get(loyaltyCard)).body;

describe.each(PROVIDER_NAMES)("201 with the %s programme", (provider) => {
  const loyalty = openLoyaltyShop(provider);

  test("is the profile as GET answers it, joined: the card and one account are there", async () => {
    const { browser, body, answer } = await register(loyalty);
    const { loyalty: told, ...seen } = answer.body;
    expect([answer.status, told]).toEqual([201, { status: "joined" }]);
    expect(seen).toEqual((await browser.get(profile)).body);
    expect(seen.attributes).toMatchObject({ has_loyalty: true, verified_user: true });
    const [account, ...others] = await loyalty.accountsOf(body.email);
    expect(others).toEqual([]);
    const { phone } = body;
    expect(account).toMatchObject({ firstName: "John", phone, emailAllowed: true, dateOfBirth: "1990-01-01" });
    const attributes = { account_number: account?.accountNumber };
    expect((await cardOf(browser)).card).toMatchObject({ number: phone, attributes });
  });
});

describe("201", () => {
  const loyalty = openLoyaltyShop("http");

  test("links the account that is there already with that number and no address, with its points", async () => {
    const body = withCard();
    const account_number = await loyalty.enrol({ ...memberLike(body), email: null });
    await loyalty.addPoints(account_number, 300);
    const { browser } = await register(loyalty, body);
    expect(await cardOf(browser)).toMatchObject({ points: 300, card: { attributes: { account_number } } });
  });

  test("is pending where the account has the address, and links it once the address is proved", async () => {
    const body = withCard();
    const account_number = await loyalty.enrol(memberLike(body));
    await loyalty.addPoints(account_number, 300);
    const { browser, answer } = await register(loyalty, body);
    expect(answer.body.loyalty).toEqual({ status: "pending" });
    expect((await cardOf(browser)).card).toBeNull();
    const mail = await mailTo(loyalty.shop, body.email, "Confirm your email");
    const token = keyIn(mail, "/confirm-email");
    expect((await browser.post(confirm, { params: { token } })).status).toBe(200);
    await eventually(async () =>
      expect(await cardOf(browser)).toMatchObject({ points: 300, card: { attributes: { account_number } } }),
    );
    expect(await loyalty.accountsOf(body.email)).toHaveLength(1);
  });

  test.each(["search", "create"] as const)(
    "is pending while the programme's %s fails; the card follows by itself",
    async (operation) => {
      loyalty.fail(operation);
      const { browser, body, answer } = await register(loyalty);
      const { loyalty: told, ...seen } = answer.body;
      expect([answer.status, told]).toEqual([201, { status: "pending" }]);
      expect(seen).toEqual((await browser.get(profile)).body);
      expect(seen.attributes).not.toHaveProperty("has_loyalty");
      expect(await cardOf(browser)).toEqual({ card: null, points: 0, errors: null });
      await loyalty.resume();
      expect((await cardOf(browser)).card).toBeNull();
      loyalty.heal(operation);
      expect([await loyalty.resume(), await loyalty.resume()]).toEqual([1, 0]);
      expect((await cardOf(browser)).card).toMatchObject({ number: body.phone });
      expect(await loyalty.accountsOf(body.email)).toHaveLength(1);
      expect((await browser.get(profile)).body.attributes).toMatchObject({ has_loyalty: true, verified_user: true });
    },
  );

  test("is pending after a lost reply: the account that was made is adopted", async () => {
    loyalty.intercept("create", async (proceed) => {
      await proceed();
      throw new LoyaltyUnavailableError("planted: its reply is lost");
    });
    const { browser, body, answer } = await register(loyalty);
    expect(answer.body.loyalty).toEqual({ status: "pending" });
    loyalty.heal("create");
    expect(await loyalty.resume()).toBe(1);
    const [account, ...others] = await loyalty.accountsOf(body.email);
    expect(others).toEqual([]);
    expect((await cardOf(browser)).card.attributes.account_number).toBe(account?.accountNumber);
  });

  test("is finished once by the next process when one dies after the creation", async () => {
    const { browser, body, code } = await askedToRegister(loyalty.shop, registerWithLoyalty, withCard());
    await new Promise<void>((isCreated) => {
      loyalty.intercept("create", async (proceed) => {
        await proceed();
        isCreated();
        return new Promise(() => {});
      });
      void browser.post(registerWithLoyalty, { body: { ...body, code } });
    });
    loyalty.heal("create");
    expect(await loyalty.resume()).toBe(1);
    expect(await loyalty.accountsOf(body.email)).toHaveLength(1);
    expect(await loyalty.shop.db.loyaltyCard.count({ where: { customer: { phoneCanonical: body.phone } } })).toBe(1);
  });

  test("asks nobody without add_loyalty, and says nothing of it", async () => {
    const { answer } = await register(loyalty, newRegistration());
    expect([answer.status, "loyalty" in answer.body, loyalty.allCalls()]).toEqual([201, false, 0]);
  });
});

describe("406", () => {
  const loyalty = openLoyaltyShop("http");

  test("leaves nothing at the programme, and nothing to do", async () => {
    const { browser, body } = await askedToRegister(loyalty.shop, registerWithLoyalty, withCard());
    expect((await browser.post(registerWithLoyalty, { body: { ...body, code: WRONG_CODE } })).status).toBe(406);
    expect([await loyalty.accountsOf(body.email), await loyalty.pending()]).toEqual([[], []]);
  });
});
