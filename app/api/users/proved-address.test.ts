import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as emailChange from "@/app/api/users/email-change/route";
import * as requestReset from "@/app/api/users/password/reset/route";
import * as confirm from "@/app/api/users/registration/account-confirm-email/[token]/route";
import * as resend from "@/app/api/users/registration/resend-email/route";
import * as registration from "@/app/api/users/registration/route";
import { retryAfter } from "@/lib/testing/challenges";
import { as, guest, statusAndBody } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { eventually, keyIn, mailSentBy, mailTo, messagesTo } from "@/lib/testing/mailbox";
import { newRegistration, registered, uniqueEmail } from "@/lib/testing/registrations";
import { daysLater, openShop, type Shop } from "@/lib/testing/shop";
import { signInStatus } from "@/lib/testing/sign-ins";

/* An address has power only once its mailbox is proved. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const follow = (token: string) => guest().get(confirm, { params: { token } });

/** Somebody who has registered with the address, and the token of the link that it was mailed. */
async function registerCustomer(email = uniqueEmail()) {
  const before = (await messagesTo(shop, email)).length;
  const { browser, body } = await registered(shop, registration, newRegistration({ email }));
  const token = await eventually(async () => {
    const [mail] = (await messagesTo(shop, email)).slice(before);
    if (!mail) throw new Error("no mail yet");
    return keyIn(mail, "/confirm-email");
  });
  return { browser, email, phone: body.phone, password: body.password, token };
}

const emailOf = async ({ browser }: Awaited<ReturnType<typeof registerCustomer>>) =>
  (await browser.get(currentUser)).body.email;

describe("a registration", () => {
  test("mails a link in the customer's language, and the address is theirs once it is followed", async () => {
    const one = await registerCustomer();
    const row = () => shop.db.customer.findUniqueOrThrow({ where: { phoneCanonical: one.phone } });
    expect((await row()).verifiedEmail).toBeNull();
    expect((await follow(one.token)).status).toBe(200);
    expect((await row()).verifiedEmail).toBe(one.email);
  });

  test("holds nobody off: whoever proves the address has it, and the other account goes on by its phone, which is told", async () => {
    const one = await registerCustomer();
    const other = await registerCustomer(one.email.toUpperCase());
    expect((await follow(other.token)).status).toBe(200);
    expect([await emailOf(one), await emailOf(other)]).toEqual(["", other.email]);
    await eventually(async () => {
      const texts = (await messagesTo(shop, one.phone)).map(({ body }) => body);
      expect(texts.some((text) => text.includes("someone else has confirmed"))).toBe(true);
    });
    expect((await follow(one.token)).status).toBe(404);
    expect([await signInStatus(one.email, one.password), await signInStatus(other.email, other.password)]).toEqual([
      200, 200,
    ]);
  });

  test("is 400 on the field, once the number is proved, for an address that somebody has proved", async () => {
    const { email } = await createCustomer(shop);
    const { asked, answer } = await registered(shop, registration, newRegistration({ email }));
    expect([asked.status, answer.status]).toEqual([202, 400]);
    expect(answer.body).toEqual({ email: ["This email address is already in use."] });
  });

  test("of two who prove one address at the same moment, one has it", async () => {
    const one = await registerCustomer();
    const other = await registerCustomer(one.email);
    const statuses = await Promise.all([follow(one.token), follow(other.token)]);
    expect(statuses.map(({ status }) => status).sort()[0]).toBe(200);
    const owners = await shop.db.customer.findMany({ where: { emailCanonical: one.email } });
    expect(owners.map(({ verifiedEmail }) => verifiedEmail)).toEqual([one.email]);
  });
});

describe("an address that nobody has proved", () => {
  test("gets no link for a new password", async () => {
    const { email } = await registerCustomer();
    const proved = await createCustomer(shop);
    for (const address of [email, proved.email]) await guest().post(requestReset, { body: { email: address } });
    await mailTo(shop, String(proved.email), "Choose a new password");
    expect((await messagesTo(shop, email)).map(({ body }) => body.split("\n")[0])).toEqual([
      "Confirm your email address",
    ]);
  });

  test("signs in with its password while one account alone claims it", async () => {
    const one = await registerCustomer();
    expect(await signInStatus(one.email, one.password)).toBe(200);
    await registerCustomer(one.email);
    expect(await signInStatus(one.email, one.password)).toBe(400);
  });

  test("is taken by an email change that proves it, too", async () => {
    const one = await registerCustomer();
    const client = await as(shop, await createCustomer(shop));
    const body = { email: one.email, emailConfirm: one.email, password: TEST_PASSWORD };
    const mail = await mailSentBy(shop, one.email, () => client.post(emailChange, { body }));
    expect((await follow(keyIn(mail, "/confirm-email"))).status).toBe(200);
    expect([await emailOf(one), (await client.get(currentUser)).body.email]).toEqual(["", one.email]);
  });
});

describe("another link", () => {
  test("is mailed on request and ends the one before; a proved address gets none", async () => {
    const { browser, email, token } = await registerCustomer();
    const again = keyIn(await mailSentBy(shop, email, () => browser.post(resend)), "/confirm-email");
    expect([(await follow(token)).status, (await follow(again)).status]).toEqual([404, 200]);
    expect(statusAndBody(await browser.post(resend))).toEqual({ status: 200, body: { message: "success" } });
    expect(await messagesTo(shop, email)).toHaveLength(2);
  });

  test("is 401 for a guest and 429 after five mails in an hour", async () => {
    expect((await guest().post(resend)).status).toBe(401);
    const { browser } = await registerCustomer();
    for (let n = 0; n < 4; n++) expect((await browser.post(resend)).status).toBe(200);
    const refused = await browser.post(resend);
    expect([refused.status, retryAfter(refused) > 0]).toEqual([429, true]);
  });

  test("is mailed, as the first one and a changed address's are, however many new passwords strangers have asked for", async () => {
    const email = uniqueEmail();
    for (let n = 0; n < 6; n++) expect((await guest().post(requestReset, { body: { email } })).status).toBe(200);
    const { browser } = await registerCustomer(email);
    expect((await browser.post(resend)).status).toBe(200);
    const client = await as(shop, await createCustomer(shop));
    const body = { email, emailConfirm: email, password: TEST_PASSWORD };
    expect((await client.post(emailChange, { body })).status).toBe(200);
  });

  test("works for a week", async () => {
    const { token } = await registerCustomer();
    await daysLater(shop, 7.01, async () => expect((await follow(token)).status).toBe(404));
    await daysLater(shop, 6.99, async () => expect((await follow(token)).status).toBe(200));
  });
});

test("an account without a phone that loses its address is told nothing, and nothing fails", async () => {
  const silent = await createCustomer(shop, { phone: null, isEmailProved: false });
  const other = await registerCustomer(String(silent.email));
  expect((await follow(other.token)).status).toBe(200);
  expect((await shop.db.customer.findUniqueOrThrow({ where: { id: silent.id } })).email).toBeNull();
});
