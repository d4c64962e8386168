import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import * as emailChange from "@/app/api/users/email-change/route";
import * as profile from "@/app/api/users/profile/route";
import { memberOfCustomer } from "@/lib/loyalty/rules";
import { insertUpdate } from "@/lib/loyalty/sync-store";
import { as, browserWith, type Client, guest, newSession, withToken } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { picture, upload } from "@/lib/testing/images";
import { newMemberOf, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { createSegment } from "@/lib/testing/segments";
import { daysLater, openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as file from "./[key]/route";
import * as link from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const MINUTE_MS = 60_000;
const keyIn = (url: string) => /^\/api\/users\/export\/([^/]+)\/$/.exec(url)?.[1] ?? "";
const fetchFile = (client: Client, url: string) => client.get(file, { params: { key: keyIn(url) } });

async function exportedBy(client: Client) {
  const { status, body } = await client.post(link, { body: {} });
  expect(status).toBe(201);
  return fetchFile(client, body.url);
}

/** Where each table's rows about a customer are in the file. */
const PLACES = {
  Session: "sessions",
  ApiToken: "api_tokens",
  SegmentMembership: "segments",
  ConsentEvent: "consents",
  Verification: "pending",
  EmailLink: "pending",
  LoyaltyCard: "loyalty",
  Activity: "activity",
};

/** Where each column of the customer's own row is. */
const COLUMNS = {
  id: "profile.id",
  username: "account.username",
  email: "profile.email",
  phone: "profile.phone",
  phoneVerifiedAt: "account.phone_proved_at",
  firstName: "profile.first_name",
  lastName: "profile.last_name",
  gender: "profile.gender",
  dateOfBirth: "profile.date_of_birth",
  emailAllowed: "profile.email_allowed",
  smsAllowed: "profile.sms_allowed",
  callAllowed: "profile.call_allowed",
  languageCode: "profile.language_code",
  avatar: "avatar",
  attributes: "profile.attributes",
  dateJoined: "profile.date_joined",
  lastLogin: "account.last_login",
  modifiedAt: "account.modified_date",
  activeSegmentId: "segments",
  deletionDueAt: "account.deletion_due_at",
};

/** The password's hash is a secret; the rest says again, or counts, what the file has. */
const NOT_EXPORTED = ["passwordHash", "emailCanonical", "phoneCanonical", "version", "isActive"];

describe("201, the link", () => {
  test("good for a quarter of an hour, and noted for the account's owner", async () => {
    const customer = await createCustomer(shop);
    const before = Date.now();
    const { status, body } = await (await as(shop, customer)).post(link, { body: {} });
    expect({ status, keys: Object.keys(body) }).toEqual({ status: 201, keys: ["url", "expires_at"] });
    expect(keyIn(body.url)).not.toBe("");
    const minutes = (Date.parse(body.expires_at) - before) / MINUTE_MS;
    expect(minutes).toBeGreaterThan(14.9);
    expect(minutes).toBeLessThan(15.1);
    expect(await shop.db.activity.count({ where: { customerId: customer.id, kind: "data_exported" } })).toBe(1);
  });

  test("a day after signing in with the password only, and by API token too", async () => {
    const customer = await createCustomer(shop);
    const clients = [await as(shop, customer), await withToken(shop, customer)];
    await daysLater(shop, 1.1, async () => {
      for (const client of clients) {
        const refused = await client.post(link, { body: {} });
        expect({ status: refused.status, body: refused.body }).toEqual({
          status: 400,
          body: { password: ["Enter your password to confirm."] },
        });
        const wrong = await client.post(link, { body: { password: "not mine" } });
        expect({ status: wrong.status, body: wrong.body }).toEqual({
          status: 400,
          body: { password: ["The password is not right."] },
        });
        expect((await client.post(link, { body: { password: TEST_PASSWORD } })).status).toBe(201);
      }
    });
  });
});

describe("200, the file", () => {
  const loyalty = openLoyaltyShop("embedded");

  test("holds everything, and is saved rather than shown", async () => {
    const { customer, client, accountNumber } = await newMemberOf(loyalty.shop, {
      attributes: { shoe_size: 43 },
    });
    const segment = await createSegment(shop, { customers: [customer] });
    await loyalty.addPoints(accountNumber, 30);
    await loyalty.addPoints(accountNumber, 12);
    const bytes = await picture("png");
    const form = new FormData();
    form.append("avatar", upload(bytes));
    await client.patch(profile, { body: form });
    await client.patch(profile, { body: { call_allowed: true } });
    await withToken(shop, customer);

    const { status, body, headers } = await exportedBy(client);
    expect(status).toBe(200);
    expect(headers.get("content-disposition")).toBe('attachment; filename="my-data.json"');
    expect(headers.get("cache-control")).toBe("no-store");
    expect(Object.keys(body)).toEqual([
      ...["exported_at", "profile", "account", "avatar", "consents", "segments", "loyalty", "sessions"],
      ...["api_tokens", "activity", "pending"],
    ]);
    expect(body.profile).toEqual((await client.get(profile)).body);
    expect(body.profile.attributes).toMatchObject({ shoe_size: 43 });
    expect(body.account).toEqual({
      username: customer.username,
      phone_proved_at: expect.any(String),
      last_login: expect.any(String),
      modified_date: expect.any(String),
      deletion_due_at: null,
    });
    expect(body.avatar.content_type).toBe("image/webp");
    const stored = await shop.storage.find(new URL(body.profile.avatar).pathname.replace("/media/", ""));
    expect(Buffer.from(body.avatar.base64, "base64")).toEqual(Buffer.from(stored?.bytes ?? []));
    expect(body.consents[0]).toMatchObject({ channel: "call", old_value: null, new_value: true, source: "profile" });
    expect(body.segments).toEqual([expect.objectContaining({ pk: segment.id, name: segment.name })]);
    expect(body.loyalty.card).toMatchObject({ attributes: { account_number: accountNumber }, number: customer.phone });
    expect(body.loyalty.account).toMatchObject({ first_name: customer.firstName, phone: customer.phone });
    expect(body.loyalty.ledger_complete).toBe(true);
    expect(body.loyalty.ledger.map(({ points }: { points: number }) => points)).toEqual(
      expect.arrayContaining([30, 12]),
    );
    expect(body.sessions).toHaveLength(1);
    expect(body.api_tokens).toEqual([expect.objectContaining({ name: "test" })]);
    expect(body.activity.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(["data_exported", "consents_changed", "loyalty_joined"]),
    );
  });

  test("the whole activity, however many pages it has", async () => {
    const customer = await createCustomer(shop);
    const at = new Date();
    await shop.db.activity.createMany({
      data: Array.from({ length: 45 }, (_, n) => ({
        customerId: customer.id,
        kind: "signed_in" as const,
        at,
        detail: `${n}`,
      })),
    });
    const { body } = await exportedBy(await as(shop, customer));
    const details = body.activity.map(({ detail }: { detail: string | null }) => detail);
    for (let n = 0; n < 45; n++) expect(details).toContain(`${n}`);
    expect(new Set(body.activity.map(({ id }: { id: number }) => id)).size).toBe(body.activity.length);
  });

  test("what is under way: a mailed link's address, the number a code went to, what the programme is still to hear", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    const email = `next.${customer.username}@example.com`;
    const phone = uniquePhone();
    expect(
      (await client.post(emailChange, { body: { email, emailConfirm: email, password: TEST_PASSWORD } })).status,
    ).toBeLessThan(300);
    expect((await client.patch(profile, { body: { phone } })).status).toBe(202);
    const account = { provider: "embedded", accountNumber: "7" } as const;
    const input = { member: memberOfCustomer(customer), profile: null, ip: "", source: "profile", keepSession: null };
    await shop.db.$transaction((transaction) => insertUpdate(transaction, { customerId: customer.id, account, input }));
    const { body } = await exportedBy(client);
    expect(body.pending).toEqual({
      email_links: [expect.objectContaining({ purpose: "email_change", email })],
      verifications: [expect.objectContaining({ purpose: "phone_change", phone })],
      loyalty: [expect.objectContaining({ kind: "update" })],
    });
  });

  test("each table that refers to a customer has its place in it", () => {
    const schema = readFileSync("prisma/schema.prisma", "utf8");
    const models = [...schema.matchAll(/^model (\w+) \{(.*?)^\}/gms)];
    const personal = models.filter(([, , fields]) => /\b(customerId|sessionId)\b/.test(fields ?? ""));
    expect(personal.map(([, name]) => name).sort()).toEqual(Object.keys(PLACES).sort());
  });

  test("each column of a customer is in it, but for what is a secret or the same again", async () => {
    const [, fields = ""] = /^model Customer \{(.*?)^\}/ms.exec(readFileSync("prisma/schema.prisma", "utf8")) ?? [];
    const columns = [...fields.matchAll(/^ {2}(\w+) +(?:Int|String|Boolean|DateTime|Gender|Json)\b/gm)];
    expect(columns.map(([, name]) => name).sort()).toEqual([...Object.keys(COLUMNS), ...NOT_EXPORTED].sort());
    const { body } = await exportedBy(await as(shop, await createCustomer(shop)));
    for (const [column, place] of Object.entries(COLUMNS)) {
      const value = place.split(".").reduce((part, key) => part?.[key], body);
      expect(value, `${column} at ${place}`).not.toBe(undefined);
    }
  });

  test("never a hash, a secret or a token, nor anything of another customer", async () => {
    const customer = await createCustomer(shop, { phoneVerifiedAt: new Date() });
    const other = await createCustomer(shop, { firstName: "Somebody", lastName: "Else" });
    const session = await newSession(shop, customer);
    const token = (await withToken(shop, customer)).headers.authorization?.replace("Token ", "") ?? "";
    const text = JSON.stringify((await exportedBy(browserWith(session))).body);
    const { passwordHash } = await shop.db.customer.findUniqueOrThrow({
      where: { id: customer.id },
      select: { passwordHash: true },
    });
    const rows = await shop.db.session.findMany({ where: { customerId: customer.id }, select: { tokenHash: true } });
    const tokens = await shop.db.apiToken.findMany({ where: { customerId: customer.id }, select: { tokenHash: true } });
    const hashes = [...rows, ...tokens].map(({ tokenHash }) => tokenHash);
    for (const secret of [session, token, String(passwordHash), ...hashes]) {
      expect(secret.length).toBeGreaterThan(20);
      expect(text).not.toContain(secret);
    }
    expect(text).not.toMatch(/hash|canonical/i);
    for (const theirs of [other.username, String(other.email), String(other.phone)]) expect(text).not.toContain(theirs);
  });

  test("without card, picture or segment there is simply none", async () => {
    const { body } = await exportedBy(await as(shop, await createCustomer(shop)));
    expect(body).toMatchObject({ avatar: null, consents: [], segments: [], loyalty: null, api_tokens: [] });
  });

  test("a picture that another service keeps is named by its address", async () => {
    const avatar = "https://pictures.example/me.png";
    const { body } = await exportedBy(await as(shop, await createCustomer(shop, { avatar })));
    expect(body.avatar).toEqual({ address: avatar });
  });

  test("while the loyalty programme cannot tell its movements: the card and the account without them", async () => {
    const { customer, client, accountNumber } = await newMemberOf(loyalty.shop);
    const fail = async () => {
      const { LoyaltyUnavailableError } = await import("@/lib/adapters/loyalty-provider/port");
      throw new LoyaltyUnavailableError("planted by the test");
    };
    loyalty.intercept("ledger", fail);
    const { status, body } = await exportedBy(client);
    expect(status).toBe(200);
    expect(body.loyalty).toMatchObject({
      card: { attributes: { account_number: accountNumber } },
      account: { first_name: customer.firstName },
      ledger: null,
      ledger_complete: false,
    });
  });
});

describe("404, the file", () => {
  test("by another customer's link: a link is worth nothing without its owner's sign-in", async () => {
    const { body } = await (await as(shop, await createCustomer(shop))).post(link, { body: {} });
    const stranger = await fetchFile(await as(shop, await createCustomer(shop)), body.url);
    expect({ status: stranger.status, body: stranger.body }).toEqual({ status: 404, body: { detail: "Not found." } });
    expect((await fetchFile(guest(), body.url)).status).toBe(401);
  });

  test("when the link's time is up, not before", async () => {
    const client = await as(shop, await createCustomer(shop));
    const { body } = await client.post(link, { body: {} });
    const at = (minutes: number) => ({ now: () => new Date(Date.now() + minutes * MINUTE_MS) });
    await serveWith(shop, at(14), async () => expect((await fetchFile(client, body.url)).status).toBe(200));
    await serveWith(shop, at(15.1), async () => expect((await fetchFile(client, body.url)).status).toBe(404));
  });

  test("for a later time, another signature, and whatever is no link of ours", async () => {
    const client = await as(shop, await createCustomer(shop));
    const { body } = await client.post(link, { body: {} });
    const [expires = "", signature = ""] = keyIn(body.url).split("-");
    const forged = [
      `${Number(expires) + 3600}-${signature}`,
      `${expires}-${signature.replace(/.$/, (last) => (last === "0" ? "1" : "0"))}`,
      `${expires}-`,
      `-${signature}`,
      expires,
      "NaN-NaN",
      "",
      "-",
      "9".repeat(400),
    ];
    for (const key of forged) expect((await client.get(file, { params: { key } })).status, key).toBe(404);
    expect((await client.get(file, { params: { key: `${expires}-${signature}` } })).status).toBe(200);
  });
});
