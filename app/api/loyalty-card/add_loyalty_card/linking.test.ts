import { describe, expect, test } from "vitest";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as registerWithLoyalty from "@/app/api/users/register-with-loyalty/route";
import { LoyaltyRefusedError } from "@/lib/adapters/loyalty-provider/port";
import { newBrowser } from "@/lib/testing/browser";
import { uniquePhone } from "@/lib/testing/customers";
import { cardForm, joinByCode, memberLike, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { newestCode } from "@/lib/testing/mailbox";
import { newRegistration, uniqueEmail } from "@/lib/testing/registrations";

/* Whether joining finds an account or opens one; which account is one's own is proved with lib/loyalty/rules.ts. */

const loyalty = openLoyaltyShop("embedded");

async function accountOf(join: ReturnType<typeof joinByCode>): Promise<string> {
  const { status, body } = await join;
  expect(status).toBe(201);
  return body.card.attributes.account_number;
}

test.each<[string, (own: { phone: string; email: string | null }) => Parameters<typeof memberLike>[0]]>([
  ["the address alone", ({ email }) => ({ phone: uniquePhone(), email })],
  ["the phone with another's address", ({ phone }) => ({ phone, email: uniqueEmail() })],
])("opens an account where one has %s", async (_name, theirs) => {
  const { client, customer, phone } = await newShopper(loyalty.shop);
  const other = await loyalty.enrol(memberLike(theirs({ phone, email: customer.email })));
  expect(await accountOf(joinByCode(loyalty.shop, client, cardForm(customer)))).not.toBe(other);
});

test("links the account with the number that was submitted, not with the profile's", async () => {
  const { client, customer } = await newShopper(loyalty.shop);
  const phone = uniquePhone();
  await loyalty.enrol(memberLike({ phone: customer.phone, email: null }));
  const accountNumber = await loyalty.enrol(memberLike({ phone, email: null }));
  const form = cardForm({ phone, email: customer.email });
  expect(await accountOf(joinByCode(loyalty.shop, client, form))).toBe(accountNumber);
});

test("opens an account when the one that was found is closed at that very moment", async () => {
  const { client, customer } = await newShopper(loyalty.shop);
  const old = await loyalty.enrol(memberLike(customer));
  loyalty.intercept("search", async (proceed) => {
    const found = await proceed();
    await loyalty.close(old);
    return found;
  });
  const opened = await accountOf(joinByCode(loyalty.shop, client, cardForm(customer)));
  expect(opened).not.toBe(old);
  expect(await loyalty.account(opened)).toMatchObject({ isActive: true });
});

describe("a programme that has the number under another address and opens no second account", () => {
  const isTaken = () => Promise.reject(new LoyaltyRefusedError("planted by the test", { isTaken: true }));

  test("406 loyalty_100_2, not 503: trying again would change nothing", async () => {
    loyalty.intercept("create", isTaken);
    const { client, customer } = await newShopper(loyalty.shop);
    expect(await joinByCode(loyalty.shop, client, cardForm(customer))).toMatchObject({
      status: 406,
      body: { error_code: "loyalty_100_2" },
    });
    expect((await client.get(loyaltyCard)).body.card).toBeNull();
    expect(await loyalty.pending()).toEqual([]);
  });

  test("201 with loyalty.status refused for a registration: no card is promised that will not come", async () => {
    loyalty.intercept("create", isTaken);
    const body = newRegistration({ add_loyalty: true });
    const browser = newBrowser();
    await browser.post(registerWithLoyalty, { body });
    const code = await newestCode(loyalty.shop, body.phone);
    const answer = await browser.post(registerWithLoyalty, { body: { ...body, code } });
    expect(answer).toMatchObject({ status: 201, body: { loyalty: { status: "refused" } } });
    expect(await loyalty.pending()).toEqual([]);
  });
});
