import { beforeAll, describe, expect, test, vi } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as tokenSignIn from "@/app/api/shop/customers/auth/pwd/signin/route";
import * as me from "@/app/api/shop/customers/me/route";
import * as resetPassword from "@/app/api/users/reset/[key]/route";
import { transact } from "@/lib/platform/database/transact";
import { createLimits } from "@/lib/platform/limits";
import { sha256 } from "@/lib/platform/secrets";
import { changeSetting } from "@/lib/settings/service";
import { randomNetwork, retryAfter } from "@/lib/testing/challenges";
import { as, clientWith, guest, statusAndBody, withToken } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { keyIn, mailSentBy, mailTo, messagesTo } from "@/lib/testing/mailbox";
import { uniqueEmail } from "@/lib/testing/registrations";
import { onPostgres, openShop, type Shop, serveWith } from "@/lib/testing/shop";
import { signInStatus } from "@/lib/testing/sign-ins";
import * as requestReset from "./route";

/* What holds for every mailed link stands in ../../mailed-links.test.ts. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const NEW = "tangerine bicycle";
const passwords = { new_password1: NEW, new_password2: NEW };
const SUCCESS = { status: 200, body: { message: "success" } };

const ask = (email: string | null, headers = {}) => guest().post(requestReset, { body: { email }, headers });
const use = (key: string, body: object = passwords) => guest().post(resetPassword, { params: { key }, body });

async function asked(overrides: Parameters<typeof createCustomer>[1] = {}) {
  const customer = await createCustomer(shop, overrides);
  const key = keyIn(await mailSentBy(shop, String(customer.email), () => ask(customer.email)), "/reset");
  return { customer, key };
}

describe("asking for a link", () => {
  test("is 200 alike, whether the address has an account or not; only the account's mailbox gets one", async () => {
    const known = await createCustomer(shop);
    const closed = await createCustomer(shop, { isActive: false });
    const nobody = uniqueEmail();
    for (const email of [known.email, closed.email, nobody]) {
      const answer = await ask(email);
      expect(statusAndBody(answer)).toEqual(SUCCESS);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    await mailTo(shop, String(known.email), "Choose a new password");
    for (const email of [String(closed.email), nobody]) expect(await messagesTo(shop, email)).toEqual([]);
  });

  test("mails to the address as it was written, in the customer's language, to our own page whatever host is named", async () => {
    const email = uniqueEmail().replace("jane", "Jane");
    await createCustomer(shop, { email, languageCode: "fr-fr" });
    const headers = { "accept-language": "tr", host: "evil.example", "x-forwarded-host": "evil.example" };
    const mail = await mailSentBy(shop, email, () => ask(email.toUpperCase(), headers));
    expect(mail.subject).toContain("mot de passe");
    expect(mail.body).toContain("1 heure");
    expect(mail.body).toContain(`${shop.env.APP_URL}/reset?key=`);
    expect(mail.body).not.toContain("evil");
  });

  test.runIf(onPostgres())("mails nothing to an address that leaves the account at that moment", async () => {
    const { id, email } = await createCustomer(shop);
    const data = { email: null, emailCanonical: null, verifiedEmail: null };
    const waiting = `SELECT pid FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%verified_email = %FOR UPDATE%'`;
    let commit = () => {};
    const committing = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let leaving: Promise<void> | undefined;
    await new Promise<void>((resolve) => {
      leaving = transact(shop.db, async (transaction) => {
        await transaction.customer.update({ where: { id }, data });
        resolve();
        await committing;
      });
    });
    expect((await ask(email)).status).toBe(200);
    await expect.poll(() => shop.db.$queryRawUnsafe<unknown[]>(waiting), { timeout: 20_000 }).toHaveLength(1);
    commit();
    await leaving;
    // One to somebody else, asked for later, has come: so has whatever was to come.
    await asked();
    expect(await messagesTo(shop, String(email))).toEqual([]);
    expect(await shop.db.emailLink.count({ where: { customerId: id } })).toBe(0);
  });

  test("mails five times an hour to one address, and is 200 all the same then", async () => {
    const { email } = await createCustomer(shop);
    for (let n = 0; n < 5; n++) await mailSentBy(shop, String(email), () => ask(email));
    for (let n = 0; n < 2; n++) expect((await ask(email)).status).toBe(200);
    // One to somebody else, asked for later, has come: so has whatever was to come.
    await asked();
    expect(await messagesTo(shop, String(email))).toHaveLength(5);
  });

  test("is 429 alike for every address from a network that has asked too often, which counts no address, and for no other", async () => {
    const { email } = await createCustomer(shop);
    const env = { ...shop.env, MAILS_PER_IP_HOUR: 2 };
    const newNetwork = () => ({ "x-forwarded-for": randomNetwork() });
    const counters = () => shop.db.rateLimit.count({ where: { key: { startsWith: "mailsPerAddress:reset:" } } });
    await serveWith(shop, { env, limits: createLimits(shop.db, env) }, async () => {
      const network = newNetwork();
      for (let n = 0; n < 2; n++) expect((await ask(uniqueEmail(), network)).status).toBe(200);
      const before = await counters();
      const refused = [await ask(email, network), await ask(uniqueEmail(), network)];
      for (const answer of refused) {
        expect([answer.status, answer.body.code, retryAfter(answer) > 0]).toEqual([429, "throttled", true]);
        expect(answer.headers.get("ratelimit-policy")).toBe('"mailsPerNetwork";q=2;w=3600');
      }
      expect(await counters()).toBe(before);
      expect((await ask(uniqueEmail(), newNetwork())).status).toBe(200);
    });
    // One to somebody else, asked for later, has come: so has whatever was to come.
    await asked();
    expect(await messagesTo(shop, String(email))).toEqual([]);
  });

  test("is 200 however many a storefront's server asks for that shows its key", async () => {
    const env = { ...shop.env, MAILS_PER_IP_HOUR: 0 };
    const header = { name: "x-app-key", value: { env: "TEST_APP_SECRET" } };
    vi.stubEnv("TEST_APP_SECRET", "the-app-s-own-secret");
    await changeSetting(shop, "CLIENT_TYPES", { app: { header } });
    await serveWith(shop, { env, limits: createLimits(shop.db, env) }, async () => {
      expect((await ask(uniqueEmail(), { "x-app-key": "the-app-s-own-secret" })).status).toBe(200);
      expect((await ask(uniqueEmail(), { "x-app-key": "another" })).status).toBe(429);
    });
    await changeSetting(shop, "CLIENT_TYPES", {});
    vi.unstubAllEnvs();
  });
});

describe("using the link", () => {
  test("sets the password and ends all sessions and tokens, personal ones too, knows no device, and a mail tells", async () => {
    const { customer, key } = await asked();
    const ofCustomer = { customerId: customer.id };
    await shop.db.knownDevice.create({ data: { ...ofCustomer, tokenHash: sha256(`device ${customer.id}`) } });
    const browser = await as(shop, customer);
    const named = await withToken(shop, customer);
    const credentials = { username: customer.email, password: TEST_PASSWORD };
    const { token } = (await clientWith({}).post(tokenSignIn, { body: credentials })).body;
    const answer = await use(key);
    expect(statusAndBody(answer)).toEqual(SUCCESS);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect((await browser.get(currentUser)).status).toBe(401);
    expect((await clientWith({ authorization: `Token ${token}` }).get(me)).status).toBe(401);
    expect((await named.get(me)).status).toBe(401);
    expect(await shop.db.knownDevice.count({ where: ofCustomer })).toBe(0);
    expect([await signInStatus(customer.email, TEST_PASSWORD), await signInStatus(customer.email, NEW)]).toEqual([
      400, 200,
    ]);
    await mailTo(shop, String(customer.email), "Your password was changed");
  });

  test("lets in who had used up their sign-ins, by a form too", async () => {
    const { customer, key } = await asked();
    for (let n = 0; n < 10; n++) await signInStatus(customer.email, `wrong ${n}`);
    expect(await signInStatus(customer.email, TEST_PASSWORD)).toBe(429);
    expect((await use(key, new URLSearchParams(passwords))).status).toBe(200);
    expect(await signInStatus(customer.email, NEW)).toBe(200);
  });

  test("gives a password to an account that never had one", async () => {
    const { customer, key } = await asked({ passwordHash: null });
    expect((await use(key)).status).toBe(200);
    expect(await signInStatus(customer.email, NEW)).toBe(200);
  });

  test("is 400 for another account's, and whatever is no key", async () => {
    const { customer, key } = await asked();
    const [uid, token] = key.split("-");
    const otherUid = (await asked()).key.split("-")[0];
    const strange = [`${otherUid}-${token}`, `-${token}`, `${token}`, `${uid}-`, `${uid}`, `${key}0`, "", "-"];
    for (const wrong of strange) expect([wrong, (await use(wrong)).status]).toEqual([wrong, 400]);
    expect(await signInStatus(customer.email, TEST_PASSWORD)).toBe(200);
  });

  test.each([
    ["new_password2", "another one", "The two passwords do not match."],
    ["new_password1", "short77", "This password is too short. Use at least 8 characters."],
    ["new_password1", "Doe John 77", "This password is too similar to your personal information."],
  ])("is 400 for %s %j, and the link is not used up by it", async (field, value, text) => {
    const { key } = await asked();
    const body =
      field === "new_password1" ? { new_password1: value, new_password2: value } : { ...passwords, [field]: value };
    expect(statusAndBody(await use(key, body))).toEqual({ status: 400, body: { [field]: [text] } });
    expect((await use(key)).status).toBe(200);
  });
});
