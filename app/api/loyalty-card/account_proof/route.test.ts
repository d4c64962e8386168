import { describe, expect, test } from "vitest";
import * as addCard from "@/app/api/loyalty-card/add_loyalty_card/route";
import * as addCardOtp from "@/app/api/loyalty-card/add_loyalty_card_otp/route";
import * as ledger from "@/app/api/loyalty-card/ledger/route";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as search from "@/app/api/loyalty-card/search_exists_create/route";
import * as registerWithLoyalty from "@/app/api/users/register-with-loyalty/route";
import type { LoyaltyMember } from "@/lib/adapters/loyalty-provider/port";
import { newBrowser } from "@/lib/testing/browser";
import { retryAfter } from "@/lib/testing/challenges";
import type { Client } from "@/lib/testing/client";
import { uniquePhone } from "@/lib/testing/customers";
import { cardForm, memberLike, newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { mailSentBy, messagesTo, newestCode } from "@/lib/testing/mailbox";
import { newRegistration, uniqueEmail } from "@/lib/testing/registrations";
import { serveWith } from "@/lib/testing/shop";
import * as proof from "./route";

/* One person, one account: a number that finds an account with another address opens no second one. */

const NEEDS_PROOF = { status: 406, body: { error_code: "loyalty_100_4" } };
const send = (client: Client, body: object) => client.post(proof, { body });
const codeIn = ({ body }: { body: string }) => /^\d{6}$/m.exec(body)?.[0] ?? "";

describe.each(["embedded", "http"] as const)(
  "an account of the %s programme with the number and another address",
  (provider) => {
    const loyalty = openLoyaltyShop(provider);

    /** Somebody who has the number of an account with another address, and has tried to join. */
    async function asked(overrides: Partial<LoyaltyMember> = {}) {
      const shopper = await newShopper(loyalty.shop);
      const email = uniqueEmail();
      const theirs = memberLike({ phone: shopper.phone, email }, { dateOfBirth: "1980-05-04", ...overrides });
      const accountNumber = await loyalty.enrol(theirs);
      await loyalty.addPoints(accountNumber, 75);
      expect(await shopper.client.post(addCardOtp, { body: cardForm(shopper.customer) })).toMatchObject(NEEDS_PROOF);
      const mailedCode = async () =>
        codeIn(await mailSentBy(loyalty.shop, email, () => send(shopper.client, { way: "email" })));
      return { ...shopper, email, accountNumber, mailedCode };
    }

    async function expectLinked(client: Client, accountNumber: string) {
      expect((await client.get(loyaltyCard)).body).toMatchObject({
        card: { attributes: { account_number: accountNumber }, user: { attributes: { has_loyalty: true } } },
        points: 75,
      });
      expect(loyalty.calls("create")).toBe(0);
    }

    test("opens no second one, is shown masked, and waits for a second proof", async () => {
      const { client, customer, email } = await asked();
      const shown = { email_masked: `${email[0]}•••${email.slice(email.indexOf("@"))}`, has_birth_date: true };
      expect(await client.get(proof)).toMatchObject({ status: 200, body: shown });
      expect((await (await newShopper(loyalty.shop)).client.get(proof)).status).toBe(404);
      expect(await client.post(addCardOtp, { body: cardForm(customer) })).toMatchObject(NEEDS_PROOF);
      expect(await client.post(search, { body: { email: customer.email } })).toMatchObject(NEEDS_PROOF);
      expect(loyalty.calls("create")).toBe(0);
      expect((await client.get(loyaltyCard)).body.card).toBeNull();
    });

    test("is theirs by the code that was mailed to it, and then has their present address", async () => {
      const { client, customer, email, accountNumber, mailedCode } = await asked();
      const code = await mailedCode();
      const wrong = code === "123456" ? "654321" : "123456";
      expect(await send(client, { way: "email", code: wrong })).toMatchObject({
        status: 406,
        body: { error_code: "sms_verification_100_2" },
      });
      const answer = await send(client, { way: "email", code });
      expect(answer).toMatchObject({ status: 201, body: { card: { attributes: { account_number: accountNumber } } } });
      await expectLinked(client, accountNumber);
      await loyalty.resume();
      expect(await loyalty.account(accountNumber)).toMatchObject({ email: customer.email });
      expect(await loyalty.accountsOf(email)).toEqual([]);
      expect(await loyalty.pending()).toEqual([]);
    });

    test("takes the newest code alone, for a quarter of an hour, and none before one was mailed", async () => {
      const { client, email, mailedCode } = await asked();
      const gone = { status: 406, body: { error_code: "sms_verification_100_4" } };
      expect(await send(client, { way: "email", code: "123456" })).toMatchObject(gone);
      const older = await mailedCode();
      const before = (await messagesTo(loyalty.shop, email)).length;
      await send(client, { way: "email" });
      expect(await messagesTo(loyalty.shop, email)).toHaveLength(before + 1);
      expect(await send(client, { way: "email", code: older })).toMatchObject({ status: 406 });
      const newest = codeIn({ body: (await messagesTo(loyalty.shop, email)).at(-1)?.body ?? "" });
      const late = { now: () => new Date(Date.now() + 15.1 * 60_000) };
      await serveWith(loyalty.shop, late, async () => {
        expect(await send(client, { way: "email", code: newest })).toMatchObject(gone);
      });
      expect((await send(client, { way: "email", code: newest })).status).toBe(201);
    });

    test("is theirs by the date of birth that it has", async () => {
      const { client, accountNumber } = await asked();
      expect(await send(client, { way: "birth_date", date_of_birth: "1980-05-05" })).toMatchObject({
        status: 400,
        body: { date_of_birth: ["This isn’t the date of birth that the account has."] },
      });
      expect((await send(client, { way: "birth_date", date_of_birth: "1980-05-04" })).status).toBe(201);
      await expectLinked(client, accountNumber);
    });

    test("takes no proof for a day after five wrong ones, whatever they were and whoever gave them; the same again counts once", async () => {
      const { client, mailedCode } = await asked();
      const code = await mailedCode();
      for (const day of [1, 2, 3, 4]) {
        for (let time = 0; time < 4; time++) {
          expect((await send(client, { way: "birth_date", date_of_birth: `1970-01-0${day}` })).status).toBe(400);
        }
      }
      expect((await send(client, { way: "email", code: code === "000000" ? "111111" : "000000" })).status).toBe(406);
      for (const body of [
        { way: "email", code },
        { way: "birth_date", date_of_birth: "1980-05-04" },
      ]) {
        const answer = await send(client, body);
        expect(answer.status).toBe(429);
        expect(retryAfter(answer)).toBeGreaterThan(23 * 3600);
      }
      expect((await client.get(loyaltyCard)).body.card).toBeNull();
      expect((await send(client, { way: "not_mine" })).status).toBe(201);
    });

    test("that is not theirs loses the number, not its points, and they get one of their own", async () => {
      if (provider === "embedded") await loyalty.configure({ welcome_points: 40 });
      const { client, phone, email, accountNumber } = await asked();
      const { status, body } = await send(client, { way: "not_mine" });
      expect([status, body.card.number]).toEqual([201, phone]);
      const opened = body.card.attributes.account_number;
      expect(opened).not.toBe(accountNumber);
      expect(await loyalty.account(accountNumber)).toMatchObject({ phone: null, email, isActive: true });
      expect(await loyalty.account(opened)).toMatchObject({ phone, isActive: true });
      const before = provider === "embedded" ? 40 : 0;
      expect((await client.get(ledger)).body.points).toBe(before);
      await loyalty.addPoints(accountNumber, 5);
      expect((await client.get(ledger)).body.points).toBe(before);
    });

    test("that another customer has stays theirs; disowned, their card loses the number", async () => {
      const holder = await newMemberOf(loyalty.shop);
      const { client, customer, accountNumber } = await asked();
      const where = { customerId: holder.customer.id };
      await loyalty.shop.db.loyaltyCard.update({ where, data: { accountNumber } });
      expect(await send(client, { way: "birth_date", date_of_birth: "1980-05-04" })).toMatchObject({
        status: 406,
        body: { error_code: "loyalty_100_2" },
      });
      expect(await client.post(addCardOtp, { body: cardForm(customer) })).toMatchObject(NEEDS_PROOF);
      expect((await send(client, { way: "not_mine" })).status).toBe(201);
      expect(await loyalty.shop.db.loyaltyCard.findUnique({ where })).toMatchObject({ accountNumber, number: "" });
    });

    test("that is closed is opened again by the proof", async () => {
      const { client, customer, phone } = await newShopper(loyalty.shop);
      const theirs = memberLike({ phone, email: uniqueEmail() }, { dateOfBirth: "1980-05-04" });
      const accountNumber = await loyalty.enrol(theirs);
      await loyalty.close(accountNumber);
      expect(await client.post(addCardOtp, { body: cardForm(customer) })).toMatchObject(NEEDS_PROOF);
      expect((await send(client, { way: "birth_date", date_of_birth: "1980-05-04" })).status).toBe(201);
      expect(await loyalty.account(accountNumber)).toMatchObject({ isActive: true });
    });

    test("without a date of birth is not proved by one", async () => {
      const { client } = await asked({ dateOfBirth: null });
      expect((await client.get(proof)).body).toMatchObject({ has_birth_date: false });
      const answer = await send(client, { way: "birth_date", date_of_birth: "1980-05-04" });
      expect(answer).toMatchObject({ status: 400, body: { way: [expect.any(String)] } });
    });

    test("is forgotten when they join with another number", async () => {
      const { client, customer, accountNumber } = await asked();
      const phone = uniquePhone();
      const form = cardForm({ phone, email: customer.email });
      expect((await client.post(addCard, { body: form })).status).toBe(202);
      const answer = await client.post(addCard, { body: { ...form, code: await newestCode(loyalty.shop, phone) } });
      expect(answer.status).toBe(201);
      expect(answer.body.card.attributes.account_number).not.toBe(accountNumber);
      expect((await client.get(proof)).status).toBe(404);
    });

    test("lets a registration wait for its card", async () => {
      const body = newRegistration({ add_loyalty: true });
      const accountNumber = await loyalty.enrol(
        memberLike({ phone: body.phone, email: uniqueEmail() }, { dateOfBirth: "1980-05-04" }),
      );
      const browser = newBrowser();
      await browser.post(registerWithLoyalty, { body });
      const code = await newestCode(loyalty.shop, body.phone);
      const answer = await browser.post(registerWithLoyalty, { body: { ...body, code } });
      expect(answer).toMatchObject({ status: 201, body: { loyalty: { status: "pending" } } });
      const answered = await send(browser, { way: "birth_date", date_of_birth: "1980-05-04" });
      expect(answered.body.card.attributes.account_number).toBe(accountNumber);
    });
  },
);

describe("404", () => {
  const loyalty = openLoyaltyShop("embedded");

  test("where no account waits for a proof, and with a card", async () => {
    for (const { client } of [await newShopper(loyalty.shop), await newMemberOf(loyalty.shop)]) {
      expect((await client.get(proof)).status).toBe(404);
      expect((await send(client, { way: "email" })).status).toBe(404);
    }
  });
});
