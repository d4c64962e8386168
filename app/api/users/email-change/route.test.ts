import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as follow from "@/app/api/users/email-set-primary/[token]/route";
import * as login from "@/app/api/users/login/route";
import * as changePassword from "@/app/api/users/password/change/route";
import * as requestReset from "@/app/api/users/password/reset/route";
import * as profile from "@/app/api/users/profile/route";
import { as, type Client, clientWith, guest, withToken } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { countQueued, eventually, mailTo, messagesTo } from "@/lib/testing/mailbox";
import { uniqueEmail } from "@/lib/testing/registrations";
import { daysLater, openShop, type Shop } from "@/lib/testing/shop";
import * as emailChange from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const wish = (email: string) => ({ email, emailConfirm: email, password: TEST_PASSWORD });
const click = (token: string) => clientWith({ accept: "*/*" }).get(follow, { params: { token } });
const NOT_FOUND = { status: 404, body: { detail: "Not found." } };

/** The token of the link that was mailed to the address just now. */
async function askFor(client: Client, email: string): Promise<string> {
  const links = async () =>
    (await messagesTo(shop, email)).map(({ body }) => tokenIn(body)).filter((token) => token !== "");
  const before = await links();
  expect((await client.post(emailChange, { body: wish(email) })).status).toBe(200);
  return eventually(async () => {
    const newer = (await links()).slice(before.length);
    expect(newer).toHaveLength(1);
    return newer[0] ?? "";
  });
}

function tokenIn(text: string): string {
  return /\/users\/email-set-primary\/(\w+)\//.exec(text)?.[1] ?? "";
}

const answered = ({ status, body }: { status: number; body: unknown }) => ({ status, body });

describe("asking", () => {
  test("200: a link to the new address, a notice to the old one, which stays until the link is followed", async () => {
    const customer = await createCustomer(shop, { languageCode: "de-de" });
    const client = await as(shop, customer);
    const email = uniqueEmail();
    const answer = await client.post(emailChange, { body: wish(email), headers: { "accept-language": "fr" } });
    expect(answered(answer)).toEqual({ status: 200, body: { message: "success" } });
    const link = await mailTo(shop, email, "adresse e-mail");
    expect(tokenIn(link.body)).toMatch(/^[0-9a-f]{64}$/);
    expect(link.body).toContain(shop.env.APP_URL);
    const notice = await mailTo(shop, String(customer.email), "E-Mail-Adresse");
    expect(tokenIn(notice.body)).toBe("");
    expect(notice.body).not.toContain(email);
    expect((await client.get(profile)).body.email).toBe(customer.email);
    const [kept] = await shop.db.emailLink.findMany({ where: { customerId: customer.id } });
    expect(kept?.tokenHash).not.toBe(tokenIn(link.body));
  });

  test("200 and no difference for an address that is somebody else's: he gets a notice in his language, and no link", async () => {
    const owner = await createCustomer(shop, { languageCode: "tr-tr" });
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    const taken = String(owner.email).toUpperCase();
    const free = uniqueEmail();
    const answers = [
      await client.post(emailChange, { body: wish(taken) }),
      await client.post(emailChange, { body: wish(free) }),
    ];
    for (const answer of answers) expect(answered(answer)).toEqual({ status: 200, body: { message: "success" } });
    expect([...(answers[0]?.headers.keys() ?? [])]).toEqual([...(answers[1]?.headers.keys() ?? [])]);
    await mailTo(shop, free, "Confirm your new email address");
    const toOwner = await messagesTo(shop, taken);
    expect(toOwner).toHaveLength(1);
    expect(toOwner[0]?.body).toContain(`${shop.env.APP_URL}/login`);
    expect(toOwner[0]?.body).toContain("Merhaba");
    expect(tokenIn(toOwner[0]?.body ?? "")).toBe("");
    await eventually(async () => expect(await countQueued(shop, String(customer.email))).toBe(0));
    expect(await messagesTo(shop, String(customer.email))).toHaveLength(2);
  });

  test("a customer without an address gets his first one, and nobody a notice", async () => {
    const { id } = await createCustomer(shop);
    const customer = { email: null, emailCanonical: null };
    await shop.db.customer.update({ where: { id }, data: customer });
    const client = await as(shop, { id });
    const email = uniqueEmail();
    expect((await click(await askFor(client, email))).status).toBe(200);
    expect((await client.get(profile)).body.email).toBe(email);
  });

  test("as a form, and by API token", async () => {
    const customer = await createCustomer(shop);
    const email = uniqueEmail();
    const form = new URLSearchParams(wish(email));
    expect((await (await as(shop, customer)).post(emailChange, { body: form })).status).toBe(200);
    expect((await (await withToken(shop, customer)).post(emailChange, { body: wish(email) })).status).toBe(200);
  });

  test("400 names what is missing, does not match or is wrong, and mails nothing", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    const email = uniqueEmail();
    const required = ["This field is required."];
    const cases: [object, object][] = [
      [{}, { email: required, emailConfirm: required, password: required }],
      [{ ...wish(email), email: "nobody" }, { email: ["Enter a valid email address."] }],
      [{ ...wish(email), emailConfirm: uniqueEmail() }, { emailConfirm: ["The two email addresses do not match."] }],
      [{ ...wish(email), password: "not mine" }, { password: ["The password is not right."] }],
    ];
    for (const [body, said] of cases) {
      expect(answered(await client.post(emailChange, { body }))).toEqual({ status: 400, body: said });
    }
    expect(await shop.db.emailLink.count({ where: { customerId: customer.id } })).toBe(0);
    expect(await countQueued(shop, email)).toBe(0);
    expect(await messagesTo(shop, email)).toEqual([]);
  });

  test("429 after ten wrong passwords, also for the right one", async () => {
    const client = await as(shop, await createCustomer(shop));
    for (let n = 0; n < 10; n++) {
      const body = { ...wish(uniqueEmail()), password: `wrong ${n}` };
      expect((await client.post(emailChange, { body })).status).toBe(400);
    }
    expect((await client.post(emailChange, { body: wish(uniqueEmail()) })).status).toBe(429);
  });

  test("429 after five mails in an hour, whatever the addresses", async () => {
    const client = await as(shop, await createCustomer(shop));
    for (let n = 0; n < 5; n++) {
      expect((await client.post(emailChange, { body: wish(uniqueEmail()) })).status).toBe(200);
    }
    const { status, headers } = await client.post(emailChange, { body: wish(uniqueEmail()) });
    expect(status).toBe(429);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("the limit of an address does not tell whether it has an account", async () => {
    const known = await createCustomer(shop);
    const statuses = [];
    for (const email of [String(known.email), uniqueEmail()]) {
      for (let n = 0; n < 5; n++) await guest().post(requestReset, { body: { email } });
      const client = await as(shop, await createCustomer(shop));
      statuses.push((await client.post(emailChange, { body: wish(email) })).status);
    }
    expect(statuses).toEqual([429, 429]);
    await eventually(async () => expect(await messagesTo(shop, String(known.email))).toHaveLength(5));
  });
});

describe("following the link", () => {
  test("200: the address is the new one, as it was written; sessions live; the old mailbox learns of it", async () => {
    const customer = await createCustomer(shop, { languageCode: "de-de" });
    const client = await as(shop, customer);
    const email = uniqueEmail().replace("jane", "Jane");
    expect(answered(await click(await askFor(client, email)))).toEqual({ status: 200, body: { message: "success" } });
    expect((await client.get(currentUser)).body.email).toBe(email);
    const signIn = (address: string | null) =>
      clientWith({}).post(login, { body: { email: address, password: TEST_PASSWORD } });
    expect((await signIn(email.toLowerCase())).status).toBe(200);
    expect((await signIn(customer.email)).status).toBe(400);
    const notice = await mailTo(shop, String(customer.email), "wurde geändert");
    expect(notice.body).not.toContain(email);
  });

  test("the row is a new version: a page that has the old one learns of it", async () => {
    const client = await as(shop, await createCustomer(shop));
    const before = (await client.get(profile)).headers.get("etag") ?? "";
    await click(await askFor(client, uniqueEmail()));
    expect((await client.patch(profile, { body: {}, headers: { "if-match": before } })).status).toBe(412);
  });

  test("another letter case of one's own address", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    const email = String(customer.email).toUpperCase();
    expect((await click(await askFor(client, email))).status).toBe(200);
    expect((await client.get(profile)).body.email).toBe(email);
  });

  test("works once: of four at the same time one", async () => {
    const client = await as(shop, await createCustomer(shop));
    const token = await askFor(client, uniqueEmail());
    const answers = await Promise.all([1, 2, 3, 4].map(() => click(token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404]);
    expect(answered(await click(token))).toEqual(NOT_FOUND);
  });

  test("a HEAD does not use it up", async () => {
    const client = await as(shop, await createCustomer(shop));
    const email = uniqueEmail();
    const token = await askFor(client, email);
    for (let time = 0; time < 2; time++) {
      expect((await guest().head(follow, { params: { token } })).status).toBe(200);
    }
    expect((await client.get(profile)).body.email).not.toBe(email);
    expect((await click(token)).status).toBe(200);
  });

  test("works for a day and not longer", async () => {
    const client = await as(shop, await createCustomer(shop));
    const token = await askFor(client, uniqueEmail());
    expect(answered(await daysLater(shop, 1.01, () => click(token)))).toEqual(NOT_FOUND);
    expect((await daysLater(shop, 0.99, () => click(token))).status).toBe(200);
  });

  test("only the newest one works", async () => {
    const client = await as(shop, await createCustomer(shop));
    const [first, second] = [await askFor(client, uniqueEmail()), await askFor(client, uniqueEmail())];
    expect(answered(await click(first))).toEqual(NOT_FOUND);
    expect((await click(second)).status).toBe(200);
  });

  test("dies with a changed password, and with the account", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    const first = await askFor(client, uniqueEmail());
    const body = {
      old_password: TEST_PASSWORD,
      new_password1: "tangerine bicycle",
      new_password2: "tangerine bicycle",
    };
    expect((await client.post(changePassword, { body })).status).toBe(200);
    expect(answered(await click(first))).toEqual(NOT_FOUND);

    const other = await createCustomer(shop);
    const second = await askFor(await as(shop, other), uniqueEmail());
    await shop.db.customer.update({ where: { id: other.id }, data: { isActive: false } });
    expect(answered(await click(second))).toEqual(NOT_FOUND);
  });

  test("ends a link for a new password that the old mailbox has", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    await guest().post(requestReset, { body: { email: customer.email } });
    await mailTo(shop, String(customer.email), "Choose a new password");
    const token = await askFor(client, uniqueEmail());
    const links = () => shop.db.emailLink.count({ where: { customerId: customer.id } });
    expect(await links()).toBe(2);
    await click(token);
    expect(await links()).toBe(0);
  });

  test("400 email when somebody else has the address meanwhile, and nothing is changed", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    const email = uniqueEmail();
    const token = await askFor(client, email);
    await createCustomer(shop, { email: email.toUpperCase() });
    expect(answered(await click(token))).toEqual({
      status: 400,
      body: { email: ["This email address is already in use."] },
    });
    expect((await client.get(profile)).body.email).toBe(customer.email);
  });

  test("two who want one address: one has it, the other a 400", async () => {
    const email = uniqueEmail();
    const tokens = [];
    for (let n = 0; n < 2; n++) tokens.push(await askFor(await as(shop, await createCustomer(shop)), email));
    const answers = await Promise.all(tokens.map(click));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  test("a link for a new password is none for an address", async () => {
    const customer = await createCustomer(shop);
    await guest().post(requestReset, { body: { email: customer.email } });
    const { body } = await mailTo(shop, String(customer.email), "Choose a new password");
    const token = /key=\w+-(\w+)/.exec(body)?.[1] ?? "";
    expect(answered(await click(token))).toEqual(NOT_FOUND);
  });
});
