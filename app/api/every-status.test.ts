import { describe, expect, test } from "vitest";
import * as otpLogin from "@/app/api/users/otp-login/route";
import type { Db } from "@/lib/platform/db";
import type { Env } from "@/lib/platform/env";
import { errorCodesOf, isIdempotent } from "@/lib/platform/http/declared-responses";
import { type RouteMeta, routeMetaOf } from "@/lib/platform/http/route-meta";
import { createLimits } from "@/lib/platform/limits";
import { newBrowser } from "@/lib/testing/browser";
import { retryAfter, WRONG_CODE } from "@/lib/testing/challenges";
import { as, type Client, withToken } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import {
  BODIES,
  callerOf,
  everyEndpoint,
  methodsOf,
  sendTo,
  WALLET_OFF,
  WITHOUT_DATABASE,
} from "@/lib/testing/endpoints";
import { newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { daysLater, type Shop, serveNothing, serveWith } from "@/lib/testing/shop";

/*
 * Statuses that follow from what an operation declares, at each that does; 401 and 403 are authorization.test.ts's, 503 is
 * database-down.test.ts's. A whole run fails when a documented status was produced nowhere (lib/testing/response-report.ts).
 */

const loyalty = openLoyaltyShop("embedded");

/** Answers 404 whatever the method. */
const UNKNOWN = ["[...path]", "bench"];

const operations = (await everyEndpoint())
  .filter(({ name }) => !UNKNOWN.includes(name))
  .flatMap(({ name, module }) =>
    methodsOf(module)
      .filter((method) => method !== "HEAD")
      .map((method) => {
        const meta = routeMetaOf(module[method]) as RouteMeta;
        const usual = typeof meta.auth === "object" ? "admin" : meta.auth === "customer" ? "customer" : "guest";
        const { by = usual, good } = BODIES[name] ?? {};
        const newBody = () => (meta.body ? good?.() : undefined);
        const send = (client: Client, call = {}) => sendTo(module, method, client, { body: newBody(), ...call });
        return { operation: `${method} ${name}`, name, method, meta, by, newBody, send };
      }),
  );

const newOwner = (name: string) => (BODIES[name]?.by === "member" ? newMemberOf : newShopper)(loyalty.shop);

describe("500", () => {
  const bug = new Error("planted: a bug");
  const broken = new Proxy({} as Db, {
    get() {
      throw bug;
    },
  });

  test.each(operations)("for a bug at $operation, which is not told", async ({ operation, meta, send }) => {
    const client = await callerOf(loyalty.shop, typeof meta.auth === "object" ? "admin" : "customer");
    const database = { db: broken, limits: createLimits(broken, loyalty.shop.env) };
    const answer = WITHOUT_DATABASE.includes(operation)
      ? await serveNothing(loyalty.shop, bug, () => send(client))
      : await serveWith(loyalty.shop, database, () => send(client));
    expect(answer.status).toBe(500);
    expect(answer.headers.get("retry-after")).toBeNull();
    expect(JSON.stringify(answer.body)).not.toContain("planted");
  });
});

describe("413", () => {
  const takers = operations.filter(({ meta }) => meta.body);
  test.each(takers)("for a body of more than 64 KB at $operation", async ({ by, send }) => {
    const body = JSON.stringify({ filler: "x".repeat(64 * 1024) });
    expect((await send(await callerOf(loyalty.shop, by), { body })).status).toBe(413);
  });
});

describe("Idempotency-Key", () => {
  const heeding = operations.filter(({ method, meta }) => isIdempotent(method, meta));
  test.each(heeding)("400 when it is none, 422 for another request, 409 in flight at $operation", async (operation) => {
    const { shop } = loyalty;
    const { customer } = await newOwner(operation.name);
    const [client, other] = [await withToken(shop, customer), await withToken(shop, customer)];
    const body = operation.newBody();
    const send = (by: Client, key: string, query = "") =>
      operation.send(by, { body, query, headers: { "idempotency-key": key } });
    expect((await send(client, "two words")).status).toBe(400);
    // Whatever is answered, it may have ended this token, but not the other one.
    await send(client, "first");
    expect((await send(other, "first", "another=1")).status).toBe(422);
    await shop.db.$executeRawUnsafe("UPDATE idempotent_answer SET answer = NULL");
    const inFlight = await send(other, "first");
    expect([inFlight.status, retryAfter(inFlight)]).toEqual([409, 1]);
  });
});

describe("429", () => {
  /** Nobody has anything left. */
  const USED_UP = Object.fromEntries(
    ["LOGIN_FAILURES_PER_ACCOUNT", "LOGIN_ATTEMPTS_PER_IP", "CODE_GUESSES_PER_DAY", "SIGN_UPS_PER_IP_HOUR"]
      .concat(["BURST_PER_PHONE", "PER_PHONE_10_MINUTES", "PER_PHONE_HOUR", "PER_PHONE_DAY"].map((it) => `SMS_${it}`))
      .concat(["ACCOUNT_HOUR", "BLOCK_HOUR", "SENDER_HOUR", "SENDER_DAY"].map((it) => `SMS_PER_${it}`))
      .concat("SMS_PER_STOREFRONT_HOUR", "SMS_TOTAL_HOUR", "ADMIN_REQUESTS_PER_MINUTE")
      .concat("MAILS_PER_ADDRESS_HOUR", "MAILS_PER_IP_HOUR")
      .map((name) => [name, 0]),
  ) as Partial<Env>;

  /** Somebody whose sign-in by code waits for it. */
  async function awaitingCode(): Promise<Client> {
    const browser = newBrowser();
    await browser.post(otpLogin, { body: { phone: uniquePhone() } });
    return browser;
  }
  async function unconfirmed(): Promise<Client> {
    return as(loyalty.shop, await createCustomer(loyalty.shop, { isEmailProved: false }));
  }
  /** Take more than a request: the tests beside them. */
  const BESIDE = [
    ...["POST dev/worlds", "POST loyalty-card/account_proof", "POST shop/customers/auth/otp/signin/verify"],
    ...[...WALLET_OFF, "GET loyalty-card/wallet/apple", "GET loyalty-card/wallet/google"],
  ];
  /** What a limit is reached by, where that takes more than a request without fault. */
  const REACHED: Record<string, { body?: object; days?: number; newClient?: () => Promise<Client> }> = {
    "PATCH users/profile": { body: { phone: uniquePhone() } },
    "POST users/recovery-login": { newClient: awaitingCode },
    "POST users/registration/resend-email": { newClient: unconfirmed },
    "POST users/release-number": { newClient: awaitingCode },
    "POST verification/[purpose]": { newClient: awaitingCode, body: { code: WRONG_CODE } },
    // A fresh sign-in needs no password.
    "POST users/tokens": { days: 1.01, body: { name: "Warehouse", password: "x" } },
    "POST users/export": { days: 1.01, body: { password: "x" } },
    "POST users/fresh-sign-in": { days: 1.01, body: { password: "x" } },
    "POST users/deletion": { body: { password: "x" } },
  };

  const limited = operations.filter(
    ({ operation, method, meta }) => errorCodesOf(method, meta).includes("throttled") && !BESIDE.includes(operation),
  );
  test.each(limited)("with the time to come back once a limit is used up at $operation", async (one) => {
    const { body = one.newBody(), days = 0, newClient } = REACHED[one.operation] ?? {};
    const client = newClient
      ? await newClient()
      : one.by === "guest" || one.by === "admin"
        ? await callerOf(loyalty.shop, one.by)
        : await as(loyalty.shop, (await newOwner(one.name)).customer);
    const shop: Shop = { ...loyalty.shop, limits: createLimits(loyalty.shop.db, { ...loyalty.shop.env, ...USED_UP }) };
    const answer = await daysLater(shop, days, () => one.send(client, { body }));
    expect(answer.status).toBe(429);
    expect(retryAfter(answer)).toBeGreaterThan(0);
  });
});
