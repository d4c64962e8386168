import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as tokenSignIn from "@/app/api/shop/customers/auth/pwd/signin/route";
import * as me from "@/app/api/shop/customers/me/route";
import * as login from "@/app/api/users/login/route";
import * as resetPassword from "@/app/api/users/reset/[key]/route";
import type { CustomerRow } from "@/lib/customers/store";
import { as, clientWith, guest, withToken } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { eventually, mailTo, messagesTo } from "@/lib/testing/mailbox";
import { uniqueEmail } from "@/lib/testing/registrations";
import { daysLater, openShop, type Shop } from "@/lib/testing/shop";
import * as requestReset from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const NEW = "tangerine bicycle";
const passwords = { new_password1: NEW, new_password2: NEW };
const INVALID = { non_field_errors: ["This link is not valid any more. Please ask for a new one."] };
const HOUR = 1 / 24;

const ask = (email: string) => guest().post(requestReset, { body: { email } });
const use = (key: string, body: object = passwords) => guest().post(resetPassword, { params: { key }, body });
const signIn = (email: string | null, password: string) =>
  clientWith({})
    .post(login, { body: { email, password } })
    .then(({ status }) => status);

function keyIn({ body }: { body: string }): string {
  return /\/reset\?key=(\S+)/.exec(body)?.[1] ?? "";
}

/** A link that was mailed to the customer just now. */
async function linkFor({ email }: CustomerRow): Promise<string> {
  const before = (await messagesTo(shop, String(email))).length;
  await ask(String(email));
  await eventually(async () => expect((await messagesTo(shop, String(email))).length).toBeGreaterThan(before));
  const newest = (await messagesTo(shop, String(email))).at(-1);
  return keyIn({ body: newest?.body ?? "" });
}

describe("asking for a link", () => {
  test("200 and the same answer, whether the address has an account or not", async () => {
    const known = await createCustomer(shop);
    const closed = await createCustomer(shop, { isActive: false });
    const nobody = uniqueEmail();
    for (const email of [String(known.email), String(closed.email), nobody]) {
      const answer = await ask(email);
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: { message: "success" } });
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    await mailTo(shop, String(known.email), "Choose a new password");
    for (const email of [String(closed.email), nobody]) expect(await messagesTo(shop, email)).toEqual([]);
  });

  test("the mail goes to the address as the customer wrote it, in his language, whoever asks in whichever", async () => {
    const email = uniqueEmail().replace("jane", "Jane");
    await createCustomer(shop, { email, languageCode: "fr-fr" });
    const asker = guest();
    await asker.post(requestReset, { body: { email: email.toUpperCase() }, headers: { "accept-language": "tr" } });
    const mail = await mailTo(shop, email, "mot de passe");
    expect(keyIn(mail)).toMatch(/^[0-9a-z]+-[0-9a-f]{64}$/);
    expect(mail.body).toContain("1 heure");
  });

  test("the link is kept as a hash only, and leads to our own page whatever host the request names", async () => {
    const customer = await createCustomer(shop);
    const headers = { host: "evil.example", "x-forwarded-host": "evil.example" };
    await guest().post(requestReset, { body: { email: customer.email }, headers });
    const mail = await mailTo(shop, String(customer.email), "Choose a new password");
    expect(mail.body).toContain(`${shop.env.APP_URL}/reset?key=`);
    expect(mail.body).not.toContain("evil");
    const [, token = ""] = keyIn(mail).split("-");
    const [link] = await shop.db.emailLink.findMany({ where: { customerId: customer.id } });
    expect(link?.tokenHash).not.toBe(token);
  });

  test("five mails an hour to one address, and then still the same answer", async () => {
    const { email } = await createCustomer(shop);
    for (let n = 1; n <= 5; n++) {
      await ask(String(email));
      await eventually(async () => expect(await messagesTo(shop, String(email))).toHaveLength(n));
    }
    for (let n = 0; n < 2; n++) expect((await ask(String(email))).status).toBe(200);
    // One to somebody else, asked for later, has come: so has whatever was to come.
    const other = await createCustomer(shop);
    await linkFor(other);
    expect(await messagesTo(shop, String(email))).toHaveLength(5);
  });

  test.each([
    [{}, "This field is required."],
    [{ email: "nobody" }, "Enter a valid email address."],
    [{ email: { not: "" } }, "Not a valid string."],
  ])("400 for %j", async (body, text) => {
    const answer = await guest().post(requestReset, { body });
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 400, body: { email: [text] } });
  });
});

describe("using the link", () => {
  test("sets the password and ends all sessions and tokens by sign-in; named tokens live", async () => {
    const customer = await createCustomer(shop);
    const browsers = [await as(shop, customer), await as(shop, customer)];
    const named = await withToken(shop, customer);
    const credentials = { username: customer.email, password: TEST_PASSWORD };
    const { token } = (await clientWith({}).post(tokenSignIn, { body: credentials })).body;
    const answer = await use(await linkFor(customer));
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: { message: "success" } });
    expect(answer.headers.getSetCookie()).toEqual([]);
    for (const browser of browsers) expect((await browser.get(currentUser)).status).toBe(401);
    expect((await clientWith({ authorization: `Token ${token}` }).get(me)).status).toBe(401);
    expect((await named.get(me)).status).toBe(200);
    expect(await signIn(customer.email, TEST_PASSWORD)).toBe(400);
    expect(await signIn(customer.email, NEW)).toBe(200);
    await mailTo(shop, String(customer.email), "Your password was changed");
  });

  test("as a form, which is what some clients send", async () => {
    const customer = await createCustomer(shop);
    const key = await linkFor(customer);
    const answer = await guest().post(resetPassword, { params: { key }, body: new URLSearchParams(passwords) });
    expect(answer.status).toBe(200);
    expect(await signIn(customer.email, NEW)).toBe(200);
  });

  test("works once: of four at the same time one", async () => {
    const customer = await createCustomer(shop);
    const key = await linkFor(customer);
    const answers = await Promise.all(
      [1, 2, 3, 4].map((n) => use(key, { new_password1: `${NEW} ${n}`, new_password2: `${NEW} ${n}` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
    const winner = answers.findIndex(({ status }) => status === 200) + 1;
    expect(await signIn(customer.email, `${NEW} ${winner}`)).toBe(200);
    expect((await use(key)).body).toEqual(INVALID);
  });

  test("lets in who had used up his sign-ins", async () => {
    const customer = await createCustomer(shop);
    for (let n = 0; n < 10; n++) await signIn(customer.email, `wrong ${n}`);
    expect(await signIn(customer.email, TEST_PASSWORD)).toBe(429);
    await use(await linkFor(customer));
    expect(await signIn(customer.email, NEW)).toBe(200);
  });

  test("an account that never had a password gets one", async () => {
    const customer = await createCustomer(shop, { passwordHash: null });
    expect((await use(await linkFor(customer))).status).toBe(200);
    expect(await signIn(customer.email, NEW)).toBe(200);
  });

  test("works for an hour and not longer", async () => {
    const customer = await createCustomer(shop);
    const key = await linkFor(customer);
    const late = await daysLater(shop, HOUR * 1.01, () => use(key));
    expect({ status: late.status, body: late.body }).toEqual({ status: 400, body: INVALID });
    expect(await signIn(customer.email, TEST_PASSWORD)).toBe(200);
    expect((await daysLater(shop, HOUR * 0.9, () => use(key))).status).toBe(200);
  });

  test("only the newest one works", async () => {
    const customer = await createCustomer(shop);
    const [first, second] = [await linkFor(customer), await linkFor(customer)];
    expect((await use(first)).body).toEqual(INVALID);
    expect((await use(second)).status).toBe(200);
  });

  test("it belongs to its account, and dies with it", async () => {
    const [customer, other] = [await createCustomer(shop), await createCustomer(shop)];
    const [uid, token] = (await linkFor(customer)).split("-");
    const [otherUid] = (await linkFor(other)).split("-");
    const strange = [`${otherUid}-${token}`, `-${token}`, `${token}`, `${uid}-`, `${uid}`, `${uid}-${token}0`, "", "-"];
    for (const key of strange) expect((await use(key)).body).toEqual(INVALID);
    await shop.db.customer.update({ where: { id: customer.id }, data: { isActive: false } });
    expect((await use(`${uid}-${token}`)).body).toEqual(INVALID);
    expect(await signIn(other.email, TEST_PASSWORD)).toBe(200);
  });

  test.each([
    [{}, { new_password1: ["This field is required."], new_password2: ["This field is required."] }],
    [{ ...passwords, new_password2: "another" }, { new_password2: ["The two passwords do not match."] }],
    [
      { new_password1: "short77", new_password2: "short77" },
      { new_password1: ["This password is too short. Use at least 8 characters."] },
    ],
    [
      { new_password1: "Doe John 77", new_password2: "Doe John 77" },
      { new_password1: ["This password is too similar to your personal information."] },
    ],
  ])("400 for %j, and the link is not used up by it", async (body, said) => {
    const customer = await createCustomer(shop);
    const key = await linkFor(customer);
    const answer = await use(key, body);
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 400, body: said });
    expect((await use(key)).status).toBe(200);
  });
});
