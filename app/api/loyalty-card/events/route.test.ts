import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as events from "@/app/api/loyalty-card/events/route";
import { DAY_MS } from "@/lib/platform/dates";
import { signBody } from "@/lib/platform/http/signed-body";
import { API_MESSAGES } from "@/lib/platform/i18n/translate";
import { eventsSecrets } from "@/lib/points/order-event-service";
import { embeddedLoyalty } from "@/lib/points/provider-service";
import type { PointsEventInput } from "@/lib/points/schema";
import { changeSetting } from "@/lib/settings/service";
import { anyJson } from "@/lib/testing/arbitraries";
import { type Answer, clientWith } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { newMember } from "@/lib/testing/loyalty-providers";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";

/* What a shop's order system can rely on, and what nobody else can do; the ledger's own rules are proved with lib/points. */

const WELCOME = 100;
const SETTING = "CUSTOMER_LOYALTY_CARD_SERVICE";
const options = () => ({ signal: AbortSignal.timeout(15_000), key: randomUUID() });

let shop: Shop;
let secret: string;
let account: { accountNumber: string; phone: string; email: string };

beforeAll(async () => {
  shop = await openShop();
  secret = eventsSecrets(shop)?.[0] ?? "";
});
beforeEach(async () => {
  await changeSetting(shop, SETTING, { provider: "embedded", welcome_points: WELCOME });
  account = await newAccount();
});
// The worker's other files share the shop.
afterAll(() => changeSetting(shop, SETTING, null));

const programme = () => embeddedLoyalty({ db: shop.db, region: "TR", welcomePoints: WELCOME, now: shop.now });
const close = (accountNumber: string) => programme().deactivate(accountNumber, options());
const balance = (accountNumber = account.accountNumber) => programme().balance(accountNumber, options());
const points = async () => (await balance()).points;

async function newAccount(overrides: { email?: string } = {}) {
  const member = newMember(overrides);
  const { accountNumber } = await programme().create(member, options());
  return { accountNumber, phone: String(member.phone), email: String(member.email) };
}

function credit(overrides: Partial<PointsEventInput> = {}): PointsEventInput {
  return { id: randomUUID(), type: "points.credit", account_number: account.accountNumber, points: 50, ...overrides };
}

const reversal = (reverses: string | undefined) => credit({ type: "points.reverse", points: undefined, reverses });

/** Sends a body as it is, signed as told. */
function sendText(body: string, { key = secret, at = new Date() } = {}): Promise<Answer> {
  return clientWith({ "x-signature": signBody(key, body, at) }).post(events, { body });
}

const send = (event: unknown) => sendText(JSON.stringify(event));

describe("200", () => {
  test("credits and debits, with what changed and what can be spent now", async () => {
    const { accountNumber: account_number } = account;
    const earned = credit({ description: "Order 1001" });
    const expected = { id: earned.id, account_number, points: 50, balance: 150 };
    expect(await send(earned)).toMatchObject({ status: 200, body: expected });
    const spent = credit({ type: "points.debit", points: 120 });
    expect((await send(spent)).body).toEqual({ id: spent.id, account_number, points: -120, balance: 30 });
    const ledger = await programme().ledger?.(account_number, { before: null, limit: 2 }, options());
    expect(ledger?.entries).toMatchObject([
      { kind: "spend", points: -120, balance: 30 },
      { kind: "earn", points: 50, balance: 150, description: "Order 1001" },
    ]);
  });

  test("finds the account by its number, its phone however it is written, or its address whatever the case", async () => {
    const { phone, email } = account;
    for (const name of [{ phone }, { phone: `0${phone.slice(3)}` }, { email: email.toUpperCase() }]) {
      const { status, body } = await send(credit({ account_number: undefined, ...name }));
      expect([name, status, body.account_number]).toEqual([name, 200, account.accountNumber]);
    }
  });

  test("counts an event once that is sent again, and answers it the same", async () => {
    const event = credit();
    const [first, ...others] = await Promise.all([send(event), send(event), send(event)]);
    for (const { status, body } of others) expect({ status, body }).toEqual({ status: 200, body: first?.body });
    expect(await points()).toBe(WELCOME + 50);
  });

  test("keeps points pending until they count, and notes their end", async () => {
    const [availableAt, expiresAt] = [new Date(Date.now() + DAY_MS), new Date(Date.now() + 2 * DAY_MS)];
    const event = credit({ available_at: availableAt.toISOString(), expires_at: expiresAt.toISOString() });
    expect((await send(event)).body.balance).toBe(WELCOME);
    expect(await balance()).toMatchObject({ points: WELCOME, pendingPoints: 50 });
    const page = await programme().ledger?.(account.accountNumber, { before: null, limit: 1 }, options());
    expect(page?.entries).toMatchObject([{ availableAt, expiresAt }]);
    expect((await send(event)).status).toBe(200);
  });

  test("reverses the whole of another event, with its points or without them", async () => {
    const earned = credit();
    await send(earned);
    const reversed = reversal(earned.id);
    for (let time = 0; time < 2; time++) {
      expect((await send(reversed)).body).toMatchObject({ points: -50, balance: WELCOME });
    }
    const spent = credit({ type: "points.debit", points: 30 });
    await send(spent);
    expect((await send({ ...reversal(spent.id), points: 30 })).body).toMatchObject({ points: 30, balance: WELCOME });
  });

  test("reverses parts of another event, until nothing of it is left", async () => {
    const earned = credit();
    await send(earned);
    const part = { ...reversal(earned.id), points: 20 };
    for (let time = 0; time < 2; time++) expect((await send(part)).body).toMatchObject({ points: -20, balance: 130 });
    expect((await send(reversal(earned.id))).body).toMatchObject({ points: -30, balance: WELCOME });
  });

  test("reverses what is spent by a debt: the balance is below zero, the points are not", async () => {
    const earned = credit();
    await send(earned);
    await send(credit({ type: "points.debit", points: WELCOME + 50 }));
    expect((await send(reversal(earned.id))).body).toMatchObject({ points: -50, balance: -50 });
    expect(await balance()).toMatchObject({ points: 0, owedPoints: 50 });
    expect((await send(credit({ points: 70 }))).body).toMatchObject({ points: 70, balance: 20 });
  });

  test("counts points up to the largest exact number", async () => {
    const most = Number.MAX_SAFE_INTEGER - WELCOME;
    expect((await send(credit({ points: most }))).body).toMatchObject({ points: most, balance: most + WELCOME });
    expect(await points()).toBe(Number.MAX_SAFE_INTEGER);
  });

  test("lets the shopper's points be read anew", async () => {
    const { id: customerId } = await createCustomer(shop);
    const { accountNumber, phone: number } = account;
    const card = { customerId, provider: "embedded", accountNumber, number, points: 1, pointsAt: new Date() };
    await shop.db.loyaltyCard.create({ data: card });
    await send(credit());
    const { pointsAt } = await shop.db.loyaltyCard.findUniqueOrThrow({ where: { customerId } });
    expect(pointsAt).toBeNull();
  });
});

describe("400, by field, and nothing is changed", () => {
  test.each<[string, Record<string, unknown>, field: string]>([
    ["no id", { id: undefined }, "id"],
    ["an id with blanks", { id: "a b" }, "id"],
    ["an id that is too long", { id: "x".repeat(91) }, "id"],
    ["an unknown type", { type: "points.gift" }, "type"],
    ["no points", { points: undefined }, "points"],
    ["no positive points", { points: 0 }, "points"],
    ["half a point", { points: 0.5 }, "points"],
    ["points as text", { points: "50" }, "points"],
    ["more points than can be counted", { points: 2 ** 53 }, "points"],
    ["no account", { account_number: undefined }, "account_number"],
    ["two names of one account", { email: "jane@example.com" }, "account_number"],
    ["an account number that is none", { account_number: "7-1" }, "account_number"],
    ["a phone that is none", { account_number: undefined, phone: "call me" }, "phone"],
    ["a description with a line break", { description: "a\nb" }, "description"],
    ["a time without its zone", { available_at: "2026-01-31T12:00:00" }, "available_at"],
    ["an end that is past", { expires_at: "2020-01-31T12:00:00Z" }, "expires_at"],
    ["an end on a debit", { type: "points.debit", expires_at: "2099-01-31T12:00:00Z" }, "expires_at"],
    ["a reversal of nothing", { type: "points.reverse", points: undefined }, "reverses"],
    ["a credit that reverses", { reverses: "another" }, "reverses"],
  ])("%s", async (_name, overrides, field) => {
    const { status, body } = await send({ ...credit(), ...overrides });
    expect({ status, body }).toEqual({ status: 400, body: { [field]: [expect.stringMatching(/^[A-Z].*\.$/)] } });
    expect(await points()).toBe(WELCOME);
  });

  test("a reversal of more than an event brought, and a balance that can be counted no more", async () => {
    const earned = credit();
    await send(earned);
    for (const event of [{ ...reversal(earned.id), points: 51 }, credit({ points: Number.MAX_SAFE_INTEGER })]) {
      const { status, body } = await send(event);
      expect([status, Object.keys(body)]).toEqual([400, ["points"]]);
    }
    expect(await points()).toBe(WELCOME + 50);
  });

  test.each(["", "{", "[]", "null", '"text"'])("%j, which is no JSON object", async (body) => {
    expect((await sendText(body)).status).toBe(400);
  });

  test("any JSON in any field is taken or rejected by name, and never a 5xx", async () => {
    const fields = Object.keys({ ...credit(), email: 0, phone: 0, description: 0, available_at: 0, expires_at: 0 });
    const some = fc.record(Object.fromEntries(fields.map((field) => [field, anyJson])), { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(some, async (sent) => {
        expect([200, 400, 404]).toContain((await send({ ...credit(), ...sent })).status);
      }),
      { numRuns: 60 },
    );
  });
});

describe("401, and nothing is changed", () => {
  const body = () => JSON.stringify(credit());
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

  test.each<[string, (right: string, text: string) => [signature: string, sent?: string]]>([
    ["a wrong key", (_right, text) => [signBody("another key of many characters", text, new Date())]],
    ["no signature", () => [""]],
    ["a word", () => ["undefined"]],
    ["another version", (right) => [right.replace("v1=", "v0=")]],
    ["two signatures", (right) => [`${right},v1=${"0".repeat(64)}`]],
    ["a signature that is cut off", (right) => [right.slice(0, -1)]],
    ["a signature without a time", (right) => [right.replace(/t=\d+/, "t=")]],
    ["another time", (right) => [right.replace(/t=(\d+)/, (_all, time) => `t=${Number(time) + 1}`)]],
    ["another body", (right, text) => [right, text.replace('"points":50', '"points":5000')]],
    ["a longer body", (right, text) => [right, `${text} `]],
    ["an old signature", (_right, text) => [signBody(secret, text, minutesAgo(5.2))]],
    ["one from the future", (_right, text) => [signBody(secret, text, minutesAgo(-5.2))]],
  ])("%s", async (_name, forge) => {
    const text = body();
    const [signature, sent = text] = forge(signBody(secret, text, new Date()), text);
    expect(await clientWith({ "x-signature": signature }).post(events, { body: sent })).toMatchObject({
      status: 401,
      body: { detail: "The signature is missing, wrong or too old.", code: "signature_invalid" },
    });
    expect(await points()).toBe(WELCOME);
  });

  test("also for rubbish, which is not even looked at, and without the header", async () => {
    expect((await sendText("{", { key: "another key of many characters" })).status).toBe(401);
    expect((await clientWith({}).post(events, { body: body() })).status).toBe(401);
  });

  test("not for a clock that is almost five minutes off, either way", async () => {
    for (const minutes of [-4.8, 4.8]) {
      expect((await sendText(body(), { at: minutesAgo(minutes) })).status).toBe(200);
    }
  });
});

describe("404", () => {
  test("for an account, phone or address that nobody has, and for a closed account", async () => {
    const { accountNumber: account_number, phone } = account;
    await close(account_number);
    for (const name of [
      { account_number: "799999999999" },
      { phone: newMember().phone ?? "" },
      { email: "nobody@example.com" },
      { account_number },
      { phone },
    ]) {
      const { status, body } = await send(credit({ account_number: undefined, ...name }));
      expect([name, status, body]).toEqual([name, 404, { detail: "Not found.", code: "not_found" }]);
    }
    expect(await points()).toBe(WELCOME);
  });

  test("in production without a key of its own, whatever is signed with", async () => {
    const production = { ...shop.env, APP_MODE: "production" as const };
    await serveWith(shop, { env: production }, async () => expect((await send(credit())).status).toBe(404));
    const key = "0123456789abcdef0123456789abcdef";
    const former = "abcdef0123456789abcdef0123456789";
    await serveWith(shop, { env: { ...production, LOYALTY_WEBHOOK_SECRET: [key, former] } }, async () => {
      const text = JSON.stringify(credit());
      const statusBy = async (signer?: string) => (await sendText(text, signer ? { key: signer } : {})).status;
      expect([await statusBy(), await statusBy(key), await statusBy(former)]).toEqual([401, 200, 200]);
    });
  });

  test.each([
    ["another programme", { provider: "http", base_url: "http://127.0.0.1:9", secret: { env: "LOYALTY_HTTP_SECRET" } }],
    ["none", null],
  ])("where the shop has %s", async (_name, setting) => {
    await changeSetting(shop, SETTING, setting);
    expect((await send(credit())).status).toBe(404);
    expect(await points()).toBe(WELCOME);
  });
});

describe("409, and nothing is changed", () => {
  const conflict = (name: keyof typeof API_MESSAGES.en.errors) => ({
    status: 409,
    body: { detail: API_MESSAGES.en.errors[name], code: name },
  });

  test("an id that was used for something else", async () => {
    const event = credit();
    await send(event);
    const other = await newAccount();
    for (const overrides of [{ points: 51 }, { account_number: other.accountNumber }, reversal(event.id)]) {
      expect(await send({ ...event, ...overrides, id: event.id })).toMatchObject(conflict("event_conflict"));
    }
    expect([await points(), (await balance(other.accountNumber)).points]).toEqual([WELCOME + 50, WELCOME]);
  });

  test("more points than there are", async () => {
    const answer = await send(credit({ type: "points.debit", points: WELCOME + 1 }));
    expect(answer).toMatchObject(conflict("points_short"));
    expect(await points()).toBe(WELCOME);
  });

  test("a second reversal", async () => {
    const earned = credit();
    await send(earned);
    await send(reversal(earned.id));
    expect(await send(reversal(earned.id))).toMatchObject(conflict("not_reversible"));
    expect(await points()).toBe(WELCOME);
  });

  test("an address that two open accounts have; the closed one of two is passed over", async () => {
    const twin = await newAccount({ email: account.email });
    const event = credit({ account_number: undefined, email: account.email });
    expect(await send(event)).toMatchObject(conflict("account_ambiguous"));
    await close(twin.accountNumber);
    expect(await send(event)).toMatchObject({ status: 200, body: { account_number: account.accountNumber } });
  });
});

test("413 for more than 64 KB, before anything is proved", async () => {
  expect((await sendText(" ".repeat(65 * 1024))).status).toBe(413);
});
