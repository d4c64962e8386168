import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as events from "@/app/api/loyalty-card/events/route";
import { signBody } from "@/lib/platform/http/signed-body";
import { embeddedLoyalty } from "@/lib/points/provider-service";
import type { PointsEventInput } from "@/lib/points/schema";
import { eventsSecret } from "@/lib/points/service";
import { changeSetting } from "@/lib/settings/service";
import { anyJson } from "@/lib/testing/arbitraries";
import { type Answer, clientWith } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";

/* What the order system of a shop can rely on, and what nobody else can do. */

const DAY_MS = 86_400_000;
const WELCOME = 100;
const deadline = () => ({ signal: AbortSignal.timeout(15_000) });

let shop: Shop;
let secret: string;
let account: { accountNumber: string; phone: string; email: string };

const service = { provider: "embedded", is_sync: true, welcome_points: WELCOME };

beforeAll(async () => {
  shop = await openShop();
  secret = eventsSecret(shop) ?? "";
});

beforeEach(async () => {
  await changeSetting(shop, "CUSTOMER_LOYALTY_CARD_SERVICE", service);
  account = await newAccount();
});

// The worker's other files share the shop.
afterAll(() => changeSetting(shop, "CUSTOMER_LOYALTY_CARD_SERVICE", null));

function programme() {
  return embeddedLoyalty({ db: shop.db, region: "TR", welcomePoints: WELCOME, now: shop.now });
}

async function newAccount({ phone = uniquePhone(), email = `${randomUUID()}@example.com` } = {}) {
  const nothingElse = { gender: null, dateOfBirth: null, emailAllowed: null, smsAllowed: null, callAllowed: null };
  const member = { firstName: "Jane", lastName: "Doe", phone, email, ...nothingElse };
  const { accountNumber } = await programme().create(member, { ...deadline(), key: randomUUID() });
  return { accountNumber, phone, email };
}

function credit(overrides: Partial<PointsEventInput> = {}): PointsEventInput {
  return { id: randomUUID(), type: "points.credit", account_number: account.accountNumber, points: 50, ...overrides };
}

/** Sends a body as it is, signed as told. */
function sendText(body: string, { key = secret, at = new Date() } = {}): Promise<Answer> {
  return clientWith({ "x-signature": signBody(key, body, at) }).post(events, { body });
}

const send = (event: unknown) => sendText(JSON.stringify(event));

const balance = (accountNumber = account.accountNumber) => programme().balance(accountNumber, deadline());

async function points(): Promise<number> {
  return (await balance()).points;
}

describe("200", () => {
  test("credits and debits are made, and the answer says what changed and what can be spent now", async () => {
    const earned = credit({ description: "Order 1001" });
    expect(await send(earned)).toMatchObject({
      status: 200,
      body: { id: earned.id, account_number: account.accountNumber, points: 50, balance: 150 },
    });
    const spent = credit({ type: "points.debit", points: 120 });
    expect((await send(spent)).body).toEqual({
      id: spent.id,
      account_number: account.accountNumber,
      points: -120,
      balance: 30,
    });
    const ledger = await programme().ledger?.(account.accountNumber, { before: null, limit: 2 }, deadline());
    expect(ledger?.entries).toMatchObject([
      { kind: "spend", points: -120, balance: 30 },
      { kind: "earn", points: 50, balance: 150, description: "Order 1001" },
    ]);
  });

  test("the account is found by its number, its phone however it is written, or its address whatever the case", async () => {
    const { phone, email } = account;
    const unnamed = credit({ account_number: undefined });
    for (const name of [{ phone }, { phone: `0${phone.slice(3)}` }, { email: email.toUpperCase() }]) {
      const { status, body } = await send({ ...unnamed, ...name, id: randomUUID() });
      expect([name, status, body.account_number]).toEqual([name, 200, account.accountNumber]);
    }
  });

  test("the same event sent again, even ten times at once, counts once and is answered the same", async () => {
    const event = credit();
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(event)));
    for (const { status, body } of answers) {
      expect({ status, body }).toEqual({ status: 200, body: answers[0]?.body });
    }
    expect(await points()).toBe(WELCOME + 50);
  });

  test("points that count later are pending until then; of an explicit end it takes note", async () => {
    const later = new Date(Date.now() + DAY_MS);
    const end = new Date(Date.now() + 2 * DAY_MS);
    const event = credit({ available_at: later.toISOString(), expires_at: end.toISOString() });
    expect((await send(event)).body.balance).toBe(WELCOME);
    expect(await balance()).toMatchObject({ points: WELCOME, pendingPoints: 50 });
    const [entry] =
      (await programme().ledger?.(account.accountNumber, { before: null, limit: 1 }, deadline()))?.entries ?? [];
    expect(entry).toMatchObject({ availableAt: later, expiresAt: end });
    expect((await send(event)).status).toBe(200);
  });

  test("a reversal takes the whole of another event back, with its points or without them", async () => {
    const earned = credit();
    await send(earned);
    const reversal = credit({ type: "points.reverse", points: undefined, reverses: earned.id });
    expect((await send(reversal)).body).toMatchObject({ points: -50, balance: WELCOME });
    expect((await send(reversal)).body).toMatchObject({ points: -50, balance: WELCOME });
    const spent = credit({ type: "points.debit", points: 30 });
    await send(spent);
    const second = credit({ type: "points.reverse", points: 30, reverses: spent.id });
    expect((await send(second)).body).toMatchObject({ points: 30, balance: WELCOME });
  });

  test("the shopper's points are read anew", async () => {
    const customer = await createCustomer(shop);
    const { accountNumber, phone } = account;
    const card = await shop.db.loyaltyCard.create({
      data: {
        customerId: customer.id,
        provider: "embedded",
        accountNumber,
        number: phone,
        points: 1,
        pointsAt: new Date(),
      },
    });
    await send(credit());
    const { pointsAt } = await shop.db.loyaltyCard.findUniqueOrThrow({ where: { id: card.id } });
    expect(pointsAt).toBeNull();
  });

  test("a clock that is almost five minutes off is fine, either way", async () => {
    for (const seconds of [-290, 290]) {
      const at = new Date(Date.now() + seconds * 1000);
      expect((await sendText(JSON.stringify(credit()), { at })).status).toBe(200);
    }
  });
});

describe("400, by field, and nothing is changed", () => {
  const faults: [string, Record<string, unknown>, string][] = [
    ["no id", { id: undefined }, "id"],
    ["an id with blanks", { id: "a b" }, "id"],
    ["an id that is too long", { id: "x".repeat(91) }, "id"],
    ["an unknown type", { type: "points.gift" }, "type"],
    ["no points", { points: undefined }, "points"],
    ["no positive points", { points: 0 }, "points"],
    ["half a point", { points: 0.5 }, "points"],
    ["points as text", { points: "50" }, "points"],
    ["more points than a purchase brings", { points: 1_000_001 }, "points"],
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
  ];

  test.each(faults)("%s", async (_name, overrides, field) => {
    const { status, body } = await send({ ...credit(), ...overrides });
    expect({ status, fields: Object.keys(body) }).toEqual({ status: 400, fields: [field] });
    expect(body[field][0]).toMatch(/^[A-Z].*\.$/);
    expect(await points()).toBe(WELCOME);
  });

  test("a reversal of a part of an event: there is no such thing", async () => {
    const earned = credit();
    await send(earned);
    const { status, body } = await send(credit({ type: "points.reverse", points: 20, reverses: earned.id }));
    expect({ status, fields: Object.keys(body) }).toEqual({ status: 400, fields: ["points"] });
    expect(await points()).toBe(WELCOME + 50);
  });

  test("what is no JSON object", async () => {
    for (const body of ["", "{", "[]", "null", '"text"']) expect((await sendText(body)).status).toBe(400);
  });

  test("any JSON in any field is taken or refused by name, and never a 5xx", async () => {
    const fields = Object.keys({ ...credit(), email: 0, phone: 0, description: 0, available_at: 0, expires_at: 0 });
    const some = fc.record(Object.fromEntries(fields.map((field) => [field, anyJson])), { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(some, async (sent) => {
        expect([200, 400, 404]).toContain((await send({ ...credit({ id: randomUUID() }), ...sent })).status);
      }),
      { numRuns: 60 },
    );
  });
});

describe("401, and nothing is changed", () => {
  test("a wrong key, no signature, or one of another form", async () => {
    const body = JSON.stringify(credit());
    const right = signBody(secret, body, new Date());
    const wrong = [
      signBody("another key of many characters", body, new Date()),
      "",
      "undefined",
      right.replace("v1=", "v0="),
      `${right},v1=${"0".repeat(64)}`,
      right.slice(0, -1),
      right.replace(/t=\d+/, "t="),
    ];
    for (const signature of wrong) {
      const answer = await clientWith({ "x-signature": signature }).post(events, { body });
      expect(answer).toMatchObject({ status: 401, body: { detail: "The signature is missing, wrong or too old." } });
    }
    expect((await clientWith({}).post(events, { body })).status).toBe(401);
    expect(await points()).toBe(WELCOME);
  });

  test("a signature of another body, or of another time", async () => {
    const body = JSON.stringify(credit());
    const signature = signBody(secret, body, new Date());
    const client = clientWith({ "x-signature": signature });
    expect((await client.post(events, { body: body.replace('"points":50', '"points":5000') })).status).toBe(401);
    expect((await client.post(events, { body: `${body} ` })).status).toBe(401);
    const later = signature.replace(/t=(\d+)/, (_all, time) => `t=${Number(time) + 1}`);
    expect((await clientWith({ "x-signature": later }).post(events, { body })).status).toBe(401);
    expect(await points()).toBe(WELCOME);
  });

  test("more than five minutes old, or from the future", async () => {
    for (const seconds of [-310, 310]) {
      const at = new Date(Date.now() + seconds * 1000);
      expect((await sendText(JSON.stringify(credit()), { at })).status).toBe(401);
    }
    expect(await points()).toBe(WELCOME);
  });

  test("rubbish is not even looked at", async () => {
    expect((await sendText("{", { key: "another key of many characters" })).status).toBe(401);
  });
});

describe("404", () => {
  test("an account, phone or address that nobody has; a closed account", async () => {
    const unnamed = credit({ account_number: undefined });
    await programme().deactivate(account.accountNumber, { ...deadline(), key: randomUUID() });
    for (const name of [
      { account_number: "799999999999" },
      { phone: uniquePhone() },
      { email: "nobody@example.com" },
      { account_number: account.accountNumber },
      { phone: account.phone },
    ]) {
      const { status, body } = await send({ ...unnamed, ...name, id: randomUUID() });
      expect([name, status, body]).toEqual([name, 404, { detail: "Not found." }]);
    }
    expect(await points()).toBe(WELCOME);
  });

  test("a reversal of an event that is not there, or is another account's", async () => {
    const others = credit({ account_number: (await newAccount()).accountNumber });
    await send(others);
    for (const reverses of [others.id, "unknown"]) {
      expect((await send(credit({ type: "points.reverse", points: undefined, reverses }))).status).toBe(404);
    }
  });

  test("in production without a key of its own there is no such endpoint, whatever is signed with", async () => {
    const production = { ...shop.env, APP_MODE: "production" as const };
    await serveWith(shop, { env: production }, async () => {
      expect((await send(credit())).status).toBe(404);
    });
    const key = "0123456789abcdef0123456789abcdef";
    await serveWith(shop, { env: { ...production, LOYALTY_WEBHOOK_SECRET: key } }, async () => {
      const body = JSON.stringify(credit());
      expect((await sendText(body)).status).toBe(401);
      expect((await sendText(body, { key })).status).toBe(200);
    });
  });

  test("where the shop's programme is another, or it has none", async () => {
    const others = { provider: "http", base_url: "http://127.0.0.1:9", secret: { env: "LOYALTY_HTTP_SECRET" } };
    for (const value of [others, null]) {
      await changeSetting(shop, "CUSTOMER_LOYALTY_CARD_SERVICE", value);
      expect((await send(credit())).status).toBe(404);
    }
    expect(await points()).toBe(WELCOME);
  });
});

describe("409, and nothing is changed", () => {
  test("an id that was used for something else", async () => {
    const event = credit();
    await send(event);
    const other = await newAccount();
    for (const overrides of [
      { points: 51 },
      { description: "Another" },
      { type: "points.debit" as const },
      { account_number: other.accountNumber },
      { available_at: new Date(Date.now() + DAY_MS).toISOString() },
      { type: "points.reverse" as const, points: undefined, reverses: event.id },
      { type: "points.reverse" as const, points: undefined, reverses: "unknown" },
    ]) {
      const { status, body } = await send({ ...event, ...overrides });
      expect([overrides, status]).toEqual([overrides, 409]);
      expect(body).toEqual({ detail: "An event with this id has changed something else." });
    }
    expect([await points(), (await balance(other.accountNumber)).points]).toEqual([WELCOME + 50, WELCOME]);
  });

  test("more points than there are", async () => {
    const answer = await send(credit({ type: "points.debit", points: WELCOME + 1 }));
    expect(answer).toMatchObject({ status: 409, body: { detail: "The account has fewer points than that." } });
    expect(await points()).toBe(WELCOME);
  });

  test("a second reversal, or one of what is itself a reversal", async () => {
    const earned = credit();
    await send(earned);
    const reversal = credit({ type: "points.reverse", points: undefined, reverses: earned.id });
    await send(reversal);
    for (const reverses of [earned.id, reversal.id]) {
      const answer = await send(credit({ type: "points.reverse", points: undefined, reverses }));
      expect(answer).toMatchObject({ status: 409, body: { detail: "This entry cannot be taken back." } });
    }
    expect(await points()).toBe(WELCOME);
  });

  test("an address that two open accounts have; the closed one of two is passed over", async () => {
    const twin = await newAccount({ email: account.email });
    const event = credit({ account_number: undefined, email: account.email });
    expect((await send(event)).status).toBe(409);
    await programme().deactivate(twin.accountNumber, { ...deadline(), key: randomUUID() });
    expect(await send(event)).toMatchObject({ status: 200, body: { account_number: account.accountNumber } });
  });
});

test("413 for more than 64 KB, before anything is proved", async () => {
  expect((await sendText(" ".repeat(65 * 1024))).status).toBe(413);
});
