import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import * as emailChange from "@/app/api/users/email-change/route";
import * as passwordReset from "@/app/api/users/password/reset/route";
import * as profile from "@/app/api/users/profile/route";
import { memberOfCustomer } from "@/lib/loyalty/rules";
import { insertUpdate } from "@/lib/loyalty/sync-store";
import { exportResponse } from "@/lib/privacy/export-schema";
import { newAuthenticator, withPasskey } from "@/lib/testing/authenticator";
import { as, browserWith, type Client, newSession, withToken } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { picture, upload } from "@/lib/testing/images";
import { newMemberOf, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { mailTo } from "@/lib/testing/mailbox";
import { uniqueEmail } from "@/lib/testing/registrations";
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
const fetchFile = (client: Client, key: string) => client.get(file, { params: { key } });

async function linkFor(client: Client) {
  const { status, body } = await client.post(link, { body: {} });
  expect(status).toBe(201);
  return { key: keyIn(body.url), expiresAt: Date.parse(body.expires_at) };
}

const exportedBy = async (client: Client) => fetchFile(client, (await linkFor(client)).key);
const exportOf = async (customer: { id: number }) => (await exportedBy(await as(shop, customer))).body;

/** Where each table's rows about a customer are in the file. */
const PLACES = {
  Session: "sessions",
  ApiToken: "api_tokens",
  Passkey: "passkeys",
  ExternalIdentity: "identities",
  KnownDevice: "known_devices",
  SegmentMembership: "segments",
  ConsentEvent: "consents",
  Verification: "pending",
  EmailLink: "pending",
  LoyaltyCard: "loyalty",
  LeftLoyaltyAccount: "left_loyalty_accounts",
  MovedInCustomer: "moved_in",
  WalletPass: "wallet_passes",
  Activity: "activity",
};

/** Say for a month that something changed which has a place of its own, and nothing more of it. */
const MESSAGES = ["WebhookDelivery", "WebhookEvent"];

/** Where each column of the customer's own row is. */
const COLUMNS = {
  id: "profile.id",
  username: "account.username",
  email: "profile.email",
  verifiedEmail: "account.confirmed_email",
  phone: "profile.phone",
  phoneVerifiedAt: "account.phone_proved_at",
  phoneChangedAt: "account.phone_changed_at",
  requiresPasskey: "account.requires_passkey",
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
const NOT_EXPORTED = [
  ...["passwordHash", "emailCanonical", "phoneCanonical", "usernameCanonical"],
  ...["version", "credentialsVersion", "isActive"],
];

describe("201, the link", () => {
  test("is good for a quarter of an hour, not longer, and noted for the account's owner", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    const { key, expiresAt } = await linkFor(client);
    expect(Math.abs(expiresAt - Date.now() - 15 * MINUTE_MS)).toBeLessThan(MINUTE_MS / 2);
    expect(await shop.db.activity.count({ where: { customerId: customer.id, kind: "data_exported" } })).toBe(1);
    const statusAfter = (minutes: number) =>
      serveWith(shop, { now: () => new Date(Date.now() + minutes * MINUTE_MS) }, async () =>
        fetchFile(client, key).then(({ status }) => status),
      );
    expect([await statusAfter(14), await statusAfter(15.1)]).toEqual([200, 404]);
  });

  test("takes the password in place of a fresh sign-in", async () => {
    const client = await as(shop, await createCustomer(shop));
    await daysLater(shop, 1.1, async () => {
      expect((await client.post(link, { body: { password: TEST_PASSWORD } })).status).toBe(201);
    });
  });
});

describe("200, the file", () => {
  const loyalty = openLoyaltyShop("embedded");

  test("has everything, and is saved rather than shown", async () => {
    const { customer, client, accountNumber } = await newMemberOf(loyalty.shop, { attributes: { shoe_size: 43 } });
    const segment = await createSegment(shop, { customers: [customer] });
    await loyalty.addPoints(accountNumber, 30);
    await loyalty.addPoints(accountNumber, 12);
    const form = new FormData();
    form.append("avatar", upload(await picture("png")));
    await client.patch(profile, { body: form });
    await client.patch(profile, { body: { call_allowed: true } });
    await withToken(shop, customer);
    await withPasskey(client, newAuthenticator(), "My phone");

    const { status, body, headers } = await exportedBy(client);
    expect(status).toBe(200);
    expect(headers.get("content-disposition")).toBe('attachment; filename="my-data.json"');
    expect(headers.get("cache-control")).toBe("no-store");
    expect(Object.keys(body)).toEqual(Object.keys(exportResponse.shape));
    expect(body.profile).toEqual((await client.get(profile)).body);
    expect(body.profile.attributes).toMatchObject({ shoe_size: 43 });
    expect(body.account).toEqual({
      username: customer.username,
      confirmed_email: customer.email,
      phone_proved_at: expect.any(String),
      last_login: expect.any(String),
      modified_date: expect.any(String),
      phone_changed_at: null,
      requires_passkey: false,
      deletion_due_at: null,
    });
    expect(body.avatar.content_type).toBe("image/webp");
    const stored = await shop.storage.find(new URL(body.profile.avatar).pathname.replace("/media/", ""));
    expect(Buffer.from(body.avatar.base64, "base64")).toEqual(Buffer.from(stored?.bytes ?? []));
    expect(body.consents[0]).toMatchObject({ channel: "call", old_value: null, new_value: true, source: "profile" });
    expect(body.segments).toEqual([expect.objectContaining({ pk: segment.id, name: segment.name })]);
    expect(body.loyalty).toMatchObject({
      card: { attributes: { account_number: accountNumber }, number: customer.phone },
      account: { first_name: customer.firstName, phone: customer.phone },
      ledger_complete: true,
    });
    const points = body.loyalty.ledger.map((entry: { points: number }) => entry.points);
    expect(points).toEqual(expect.arrayContaining([30, 12]));
    expect(body.sessions).toHaveLength(1);
    expect(body.api_tokens).toEqual([expect.objectContaining({ name: "test" })]);
    expect(body.passkeys).toEqual([expect.objectContaining({ name: "My phone", last_used_at: null })]);
    expect(body.activity.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(["data_exported", "consents_changed", "loyalty_joined"]),
    );
  });

  test("has the whole activity, however many pages it has", async () => {
    const customer = await createCustomer(shop);
    const row = { customerId: customer.id, kind: "signed_in", at: new Date() } as const;
    await shop.db.activity.createMany({ data: Array.from({ length: 45 }, (_, n) => ({ ...row, detail: `${n}` })) });
    const { activity } = await exportOf(customer);
    const details = activity.map(({ detail }: { detail: string | null }) => detail);
    expect(details).toEqual(expect.arrayContaining(Array.from({ length: 45 }, (_, n) => `${n}`)));
    expect(new Set(activity.map(({ id }: { id: number }) => id)).size).toBe(activity.length);
  });

  test("has what is under way: a mailed link's address, the number a code went to, what the programme is still to hear", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    const [email, phone] = [uniqueEmail(), uniquePhone()];
    await client.post(emailChange, { body: { email, emailConfirm: email, password: TEST_PASSWORD } });
    await client.post(passwordReset, { body: { email: customer.email } });
    await mailTo(shop, String(customer.email), "password");
    await client.patch(profile, { body: { phone } });
    const account = { provider: "embedded", accountNumber: "7" } as const;
    const input = { member: memberOfCustomer(customer), profile: null, ip: "", source: "profile", keepSession: null };
    await shop.db.$transaction((transaction) => insertUpdate(transaction, { customerId: customer.id, account, input }));
    const { body } = await exportedBy(client);
    expect(body.pending).toEqual({
      email_links: [
        expect.objectContaining({ purpose: "email_change", email }),
        expect.objectContaining({ purpose: "password_reset", email: null }),
      ],
      verifications: [expect.objectContaining({ purpose: "phone_change", phone })],
      loyalty: [expect.objectContaining({ kind: "update" })],
    });
  });

  test("has a place for each table that refers to a customer", () => {
    const schema = readFileSync("prisma/schema.prisma", "utf8");
    const models = [...schema.matchAll(/^model (\w+) \{(.*?)^\}/gms)];
    const personal = models.filter(([, , fields]) => /\b(customerId|sessionId)\b/.test(fields ?? ""));
    expect(personal.map(([, name]) => name).sort()).toEqual([...Object.keys(PLACES), ...MESSAGES].sort());
  });

  test("has each column of a customer, but for what is a secret or the same again", async () => {
    const [, fields = ""] = /^model Customer \{(.*?)^\}/ms.exec(readFileSync("prisma/schema.prisma", "utf8")) ?? [];
    const columns = [...fields.matchAll(/^ {2}(\w+) +(?:Int|String|Boolean|DateTime|Gender|Json)\b/gm)];
    expect(columns.map(([, name]) => name).sort()).toEqual([...Object.keys(COLUMNS), ...NOT_EXPORTED].sort());
    const body = await exportOf(await createCustomer(shop));
    for (const [column, place] of Object.entries(COLUMNS)) {
      const value = place.split(".").reduce((part, key) => part?.[key], body);
      expect(value, `${column} at ${place}`).not.toBe(undefined);
    }
  });

  test("has never a hash, a secret or a token", async () => {
    const customer = await createCustomer(shop, { phoneVerifiedAt: new Date() });
    const session = await newSession(shop, customer);
    const token = (await withToken(shop, customer)).headers.authorization?.replace("Token ", "") ?? "";
    const text = JSON.stringify((await exportedBy(browserWith(session))).body);
    const row = await shop.db.customer.findUniqueOrThrow({
      where: { id: customer.id },
      select: {
        passwordHash: true,
        sessions: { select: { tokenHash: true } },
        apiTokens: { select: { tokenHash: true } },
      },
    });
    const hashes = [...row.sessions, ...row.apiTokens].map(({ tokenHash }) => tokenHash);
    for (const secret of [session, token, String(row.passwordHash), ...hashes]) {
      expect(secret.length).toBeGreaterThan(20);
      expect(text).not.toContain(secret);
    }
    expect(text).not.toMatch(/hash|canonical/i);
  });

  test("has none of what there is not, and names a picture that another service keeps by its address", async () => {
    const nothing = { avatar: null, consents: [], segments: [], loyalty: null, api_tokens: [] };
    const noWays = { passkeys: [], identities: [] };
    expect(await exportOf(await createCustomer(shop))).toMatchObject({ ...nothing, ...noWays });
    const avatar = "https://pictures.example/me.png";
    expect((await exportOf(await createCustomer(shop, { avatar }))).avatar).toEqual({ address: avatar });
  });

  test("has card and account without movements while the loyalty programme cannot tell them", async () => {
    const { customer, client, accountNumber } = await newMemberOf(loyalty.shop);
    loyalty.fail("ledger");
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
  test("for a later time, another signature, and whatever is no link of ours", async () => {
    const client = await as(shop, await createCustomer(shop));
    const { key } = await linkFor(client);
    const [expires = "", signature = ""] = key.split("-");
    const forged = [
      `${Number(expires) + 3600}-${signature}`,
      `${expires}-${signature.replace(/.$/, (last) => (last === "0" ? "1" : "0"))}`,
      ...[`${expires}-`, `-${signature}`, expires, "NaN-NaN", "", "-", "9".repeat(400)],
    ];
    for (const wrong of forged) expect((await fetchFile(client, wrong)).status, wrong).toBe(404);
    expect((await fetchFile(client, key)).status).toBe(200);
  });
});
