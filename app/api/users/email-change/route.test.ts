import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as follow from "@/app/api/users/email-set-primary/[token]/route";
import * as profile from "@/app/api/users/profile/route";
import type { CustomerRow } from "@/lib/customers/store";
import { retryAfter } from "@/lib/testing/challenges";
import { as, type Client, clientWith, statusAndBody, withToken } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { countQueued, eventually, keyIn, mailSentBy, mailTo, messagesTo } from "@/lib/testing/mailbox";
import { uniqueEmail } from "@/lib/testing/registrations";
import { openShop, type Shop } from "@/lib/testing/shop";
import { signInStatus } from "@/lib/testing/sign-ins";
import * as emailChange from "./route";

/* What holds for every mailed link stands in ../mailed-links.test.ts. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const SUCCESS = { status: 200, body: { message: "success" } };
const bodyFor = (email: string) => ({ email, emailConfirm: email, password: TEST_PASSWORD });
const askFor = (client: Client, email: string) => client.post(emailChange, { body: bodyFor(email) });
const click = (token: string) => clientWith({ accept: "*/*" }).get(follow, { params: { token } });

/** A customer, the address they want, and the token of the link that was mailed to it. */
async function asked(email = uniqueEmail(), overrides: Parameters<typeof createCustomer>[1] = {}) {
  const customer = await createCustomer(shop, overrides);
  const client = await as(shop, customer);
  return {
    customer,
    client,
    email,
    token: keyIn(await mailSentBy(shop, email, () => askFor(client, email)), "/confirm-email"),
  };
}

const emailOf = async ({ id }: Pick<CustomerRow, "id">) =>
  (await shop.db.customer.findUniqueOrThrow({ where: { id }, select: { email: true } })).email;

describe("asking", () => {
  test("mails a link to the new address in the language of the request, and an alert to the old one, which stays", async () => {
    const customer = await createCustomer(shop, { languageCode: "de-de" });
    const client = await as(shop, customer);
    const email = uniqueEmail();
    const answer = await client.post(emailChange, { body: bodyFor(email), headers: { "accept-language": "fr" } });
    expect(statusAndBody(answer)).toEqual(SUCCESS);
    const link = await mailTo(shop, email, "adresse e-mail");
    expect(link.body).toContain(`${shop.env.APP_URL}/confirm-email?key=${keyIn(link, "/confirm-email")}`);
    const alert = await mailTo(shop, String(customer.email), "E-Mail-Adresse");
    expect([keyIn(alert, "/confirm-email"), alert.body.includes(email)]).toEqual(["", false]);
    expect(await emailOf(customer)).toBe(customer.email);
  });

  test("is 200 alike for an address that is somebody else's: they get an alert in their language, and no link", async () => {
    const owner = await createCustomer(shop, { languageCode: "tr-tr" });
    const { customer, client } = await asked();
    const taken = String(owner.email).toUpperCase();
    const answers = [await askFor(client, taken), await askFor(client, uniqueEmail())];
    for (const answer of answers) expect(statusAndBody(answer)).toEqual(SUCCESS);
    expect([...(answers[0]?.headers.keys() ?? [])]).toEqual([...(answers[1]?.headers.keys() ?? [])]);
    const [alert, ...others] = await eventually(async () => {
      expect(await countQueued(shop, String(customer.email))).toBe(0);
      return messagesTo(shop, taken);
    });
    expect(others).toEqual([]);
    expect(alert?.body).toContain("Merhaba");
    expect(alert?.body).toContain(`${shop.env.APP_URL}/login`);
    expect(keyIn(alert ?? { body: "" }, "/confirm-email")).toBe("");
    expect(await messagesTo(shop, String(customer.email))).toHaveLength(3);
  });

  test("is no change for one's own address in another spelling: nothing is sent, and the word is another", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    const answer = await askFor(client, ` ${String(customer.email).toUpperCase()} `);
    expect(statusAndBody(answer)).toEqual({ status: 200, body: { message: "unchanged" } });
    expect(await emailOf(customer)).toBe(customer.email);
    expect(await shop.db.emailLink.count({ where: { customerId: customer.id } })).toBe(0);
    expect([await countQueued(shop, String(customer.email)), await messagesTo(shop, String(customer.email))]).toEqual([
      0,
      [],
    ]);
  });

  test("is 200 by API token, and for a form", async () => {
    const customer = await createCustomer(shop);
    const body = new URLSearchParams(bodyFor(uniqueEmail()));
    expect((await (await withToken(shop, customer)).post(emailChange, { body })).status).toBe(200);
  });

  test("is 400 for another address the second time and a wrong password, and mails nothing", async () => {
    const { id } = await createCustomer(shop);
    const client = await as(shop, { id });
    const email = uniqueEmail();
    const cases: [object, object][] = [
      [{ emailConfirm: uniqueEmail() }, { emailConfirm: ["The two email addresses do not match."] }],
      [{ password: "not mine" }, { password: ["Incorrect password."] }],
    ];
    for (const [fault, said] of cases) {
      const answer = await client.post(emailChange, { body: { ...bodyFor(email), ...fault } });
      expect(statusAndBody(answer)).toEqual({ status: 400, body: said });
    }
    expect(await shop.db.emailLink.count({ where: { customerId: id } })).toBe(0);
    expect([await countQueued(shop, email), await messagesTo(shop, email)]).toEqual([0, []]);
  });

  test("is 429 after five mails in an hour, whatever the addresses", async () => {
    const client = await as(shop, await createCustomer(shop));
    for (let n = 0; n < 5; n++) expect((await askFor(client, uniqueEmail())).status).toBe(200);
    const refused = await askFor(client, uniqueEmail());
    expect(refused.status).toBe(429);
    expect(retryAfter(refused)).toBeGreaterThan(0);
  });

  test("is 429 for an address that got five mails, whether it has an account or not", async () => {
    for (const email of [String((await createCustomer(shop)).email), uniqueEmail()]) {
      const first = await as(shop, await createCustomer(shop));
      for (let n = 0; n < 5; n++) expect((await askFor(first, email)).status).toBe(200);
      expect((await askFor(await as(shop, await createCustomer(shop)), email)).status).toBe(429);
    }
  });
});

describe("following the link", () => {
  test("makes the address primary as it was written; sessions live, and the old mailbox learns of it", async () => {
    const email = uniqueEmail().replace("jane", "Jane");
    const { customer, client, token } = await asked(email, { languageCode: "de-de" });
    const headers = { "if-match": String((await client.get(profile)).headers.get("etag")) };
    const alert = await mailSentBy(shop, String(customer.email), async () => {
      expect(statusAndBody(await click(token))).toEqual(SUCCESS);
    });
    expect([alert.subject.includes("wurde geändert"), alert.body.includes(email)]).toEqual([true, false]);
    expect((await client.get(currentUser)).body.email).toBe(email);
    // A page that has the old version learns of it.
    expect((await client.patch(profile, { body: {}, headers })).status).toBe(412);
    expect(await signInStatus(email.toLowerCase(), TEST_PASSWORD)).toBe(200);
    expect(await signInStatus(customer.email, TEST_PASSWORD)).toBe(400);
  });

  test("may be for the first address of an account", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    await shop.db.customer.update({
      where: { id: customer.id },
      data: { email: null, emailCanonical: null, verifiedEmail: null },
    });
    const email = uniqueEmail();
    await click(keyIn(await mailSentBy(shop, email, () => askFor(client, email)), "/confirm-email"));
    expect(await emailOf(customer)).toBe(email);
  });

  test("is 400 when somebody else has the address meanwhile, and for one of two who want it at once", async () => {
    const { customer, email, token } = await asked();
    await createCustomer(shop, { email: email.toUpperCase() });
    const taken = { status: 400, body: { email: ["This email address is already in use."] } };
    expect(statusAndBody(await click(token))).toEqual(taken);
    expect(await emailOf(customer)).toBe(customer.email);
    const [one, other] = [await asked(), await asked()];
    const second = await mailSentBy(shop, one.email, () => askFor(other.client, one.email));
    const answers = await Promise.all([click(one.token), click(keyIn(second, "/confirm-email"))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  });
});
