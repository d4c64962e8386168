import { describe, expect, test } from "vitest";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as registerWithLoyalty from "@/app/api/users/register-with-loyalty/route";
import { httpLoyalty } from "@/lib/adapters/loyalty-provider/http";
import { PROVIDER_NAMES } from "@/lib/adapters/loyalty-provider/port";
import { changeSetting } from "@/lib/settings/service";
import { newBrowser } from "@/lib/testing/browser";
import { uniquePhone } from "@/lib/testing/customers";
import { CONTACT } from "@/lib/testing/loyalty-providers";
import { startLoyaltyReferenceServer } from "@/lib/testing/loyalty-reference-server";
import { cardForm, joinByCode, memberLike, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { newestCode } from "@/lib/testing/mailbox";
import { newRegistration, uniqueEmail } from "@/lib/testing/registrations";

/* Whether joining finds an account that is there already, or opens one: only the phone just proved finds. */

describe.each(PROVIDER_NAMES)("joining the %s programme", (provider) => {
  const loyalty = openLoyaltyShop(provider);

  test("links the account with the proved phone and his address, with its points, and opens no second one", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const accountNumber = await loyalty.enrol(memberLike(customer));
    await loyalty.addPoints(accountNumber, 500);
    const { status, body } = await joinByCode(loyalty.shop, client, cardForm(customer));
    expect({ status, number: body.card.attributes.account_number }).toEqual({ status: 201, number: accountNumber });
    expect(loyalty.calls("create")).toBe(0);
    expect((await client.get(loyaltyCard)).body).toMatchObject({ points: 500, errors: null });
    expect(await loyalty.accountsOf(customer.email)).toHaveLength(1);
  });

  test("knows a phone and an address however they are written", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const national = `0${String(customer.phone).slice(3, 6)} ${String(customer.phone).slice(6)}`;
    const accountNumber = await loyalty.enrol(memberLike({ phone: national, email: customer.email }));
    const form = cardForm(customer, { email: String(customer.email).toUpperCase() });
    const { body } = await joinByCode(loyalty.shop, client, form);
    expect(body.card.attributes.account_number).toBe(accountNumber);
  });

  test("does not link by an address alone: whoever knows it would have the points", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const theirs = await loyalty.enrol(memberLike({ phone: uniquePhone(), email: customer.email }));
    const { status, body } = await joinByCode(loyalty.shop, client, cardForm(customer));
    expect(status).toBe(201);
    expect(body.card.attributes.account_number).not.toBe(theirs);
    expect(await loyalty.accountsOf(customer.email)).toHaveLength(2);
  });

  test("does not link an account with the phone whose address is another's", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const theirs = await loyalty.enrol(memberLike({ phone: customer.phone, email: uniqueEmail() }));
    const { status, body } = await joinByCode(loyalty.shop, client, cardForm(customer));
    expect(status).toBe(201);
    expect(body.card.attributes.account_number).not.toBe(theirs);
  });

  test("does not link an account that is closed", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const closed = await loyalty.enrol(memberLike(customer));
    await loyalty.close(closed);
    const { status, body } = await joinByCode(loyalty.shop, client, cardForm(customer));
    expect(status).toBe(201);
    expect(body.card.attributes.account_number).not.toBe(closed);
  });

  test("opens an account when the one that was found is closed at that very moment", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const old = await loyalty.enrol(memberLike(customer));
    loyalty.intercept("search", async (proceed) => {
      const found = await proceed();
      await loyalty.close(old);
      return found;
    });
    const { status, body } = await joinByCode(loyalty.shop, client, cardForm(customer));
    expect(status).toBe(201);
    expect(body.card.attributes.account_number).not.toBe(old);
    expect(await loyalty.account(body.card.attributes.account_number)).toMatchObject({ isActive: true });
  });

  test("finds nothing by a number that another account proves: the one that was submitted counts", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const email = uniqueEmail();
    const phone = uniquePhone();
    const byOldPhone = await loyalty.enrol(memberLike({ phone: customer.phone, email }));
    const { body } = await joinByCode(loyalty.shop, client, cardForm({ phone, email }));
    expect(body.card.attributes.account_number).not.toBe(byOldPhone);
    expect(body.card.number).toBe(phone);
  });
});

describe.each(["embedded", "http"] as const)("joining the %s programme, which can be asked for a phone", (provider) => {
  const loyalty = openLoyaltyShop(provider);

  test("links the account with the proved phone that has no address", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const accountNumber = await loyalty.enrol(memberLike({ phone: customer.phone, email: null }));
    const { body } = await joinByCode(loyalty.shop, client, cardForm(customer));
    expect(body.card.attributes.account_number).toBe(accountNumber);
  });

  test("links it for a customer whose own phone is another one: the proof of the submitted one is what counts", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const phone = uniquePhone();
    const accountNumber = await loyalty.enrol(memberLike({ phone, email: customer.email }));
    const { body } = await joinByCode(loyalty.shop, client, cardForm({ phone, email: customer.email }));
    expect(body.card.attributes.account_number).toBe(accountNumber);
  });
});

describe("a programme that opens one account for a phone, and has it under another address", () => {
  const loyalty = openLoyaltyShop("http");

  /** Points the shop at such a programme, in which somebody has this number. */
  async function withOccupied(phone: string | null, work: () => Promise<void>) {
    const secret = String(process.env.TEST_LOYALTY_SECRET);
    const programme = await startLoyaltyReferenceServer({ secret, uniquePhones: true });
    const { url } = programme;
    try {
      await httpLoyalty({ baseUrl: url, secret, fields: {}, contact: CONTACT }).create(
        memberLike({ phone, email: uniqueEmail() }),
        { key: "at-the-counter", signal: AbortSignal.timeout(10_000) },
      );
      const setting = { provider: "http", base_url: url, secret: { env: "TEST_LOYALTY_SECRET" } };
      await changeSetting(loyalty.shop, "CUSTOMER_LOYALTY_CARD_SERVICE", setting);
      await work();
      expect(programme.members()).toHaveLength(1);
    } finally {
      await programme.close();
    }
  }

  test("406 loyalty_100_2, not 503: trying again would change nothing", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    await withOccupied(customer.phone, async () => {
      const { status, body } = await joinByCode(loyalty.shop, client, cardForm(customer));
      expect({ status, code: body.error_code }).toEqual({ status: 406, code: "loyalty_100_2" });
    });
    expect((await client.get(loyaltyCard)).body.card).toBeNull();
    expect(await loyalty.pending()).toEqual([]);
  });

  test("201 with loyalty.status refused for a registration: no card is promised that will not come", async () => {
    const body = newRegistration({ add_loyalty: true });
    await withOccupied(body.phone, async () => {
      const browser = newBrowser();
      await browser.post(registerWithLoyalty, { body });
      const code = await newestCode(loyalty.shop, body.phone);
      const answer = await browser.post(registerWithLoyalty, { body: { ...body, code } });
      expect({ status: answer.status, told: answer.body.loyalty }).toEqual({
        status: 201,
        told: { status: "refused" },
      });
    });
    expect(await loyalty.pending()).toEqual([]);
  });
});
