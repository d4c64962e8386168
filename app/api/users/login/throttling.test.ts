import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import * as tokenSignIn from "@/app/api/shop/customers/auth/pwd/signin/route";
import { createLimits } from "@/lib/platform/limits";
import { clientWith } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as login from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const storefront = clientWith({});
const LIMIT = 10;
const signIn = (email: unknown, password: string) => storefront.post(login, { body: { email, password } });
const wrong = (index: number) => `wrong password ${index}`;

async function failTimes(email: unknown, times: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let index = 0; index < times; index++) statuses.push((await signIn(email, wrong(index))).status);
  return statuses;
}

/** Ends the window of everything that was counted so far. */
async function letTheWindowPass(): Promise<void> {
  await shop.db.rateLimit.updateMany({ data: { expire: BigInt(Date.now() - 1) } });
}

describe("429", () => {
  test("after 10 different wrong passwords even the right one, with the seconds to wait, in a list", async () => {
    const { email } = await createCustomer(shop);
    expect(await failTimes(email, LIMIT)).toEqual(Array(LIMIT).fill(400));
    const { status, headers, body } = await signIn(email, TEST_PASSWORD);
    const seconds = Number(headers.get("retry-after"));
    expect(status).toBe(429);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(shop.env.LOGIN_FAILURES_WINDOW_SECONDS);
    expect(body).toEqual({ detail: [expect.stringContaining(String(seconds))] });
    expect(headers.getSetCookie()).toEqual([]);
  });

  test("whatever the letter case, the name and the endpoint: it is the account that counts", async () => {
    const { email, username } = await createCustomer(shop);
    const names = [String(email), String(email).toUpperCase(), ` ${email}`, username];
    for (let index = 0; index < LIMIT; index++) {
      expect((await signIn(names[index % names.length], wrong(index))).status).toBe(400);
    }
    for (const name of names) expect((await signIn(name, TEST_PASSWORD)).status).toBe(429);
    const byToken = await storefront.post(tokenSignIn, { body: { username: email, password: TEST_PASSWORD } });
    expect(byToken.status).toBe(429);
    expect(byToken.body).toEqual({ detail: expect.any(String) });
  });

  test("for addresses that nobody has just the same", async () => {
    const email = `nobody.${randomBytes(6).toString("hex")}@example.com`;
    expect(await failTimes(email, LIMIT)).toEqual(Array(LIMIT).fill(400));
    expect((await signIn(email.toUpperCase(), wrong(99))).status).toBe(429);
  });

  test("of 50 parallel guesses at most 10 are compared", async () => {
    const { email } = await createCustomer(shop);
    const guesses = Array.from({ length: 50 }, (_, index) => signIn(email, wrong(index)));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 400)).toHaveLength(LIMIT);
    expect(statuses.filter((status) => status === 429)).toHaveLength(40);
  });

  test("nobody else is held up by it", async () => {
    const { email } = await createCustomer(shop);
    const other = await createCustomer(shop);
    await failTimes(email, LIMIT);
    expect((await signIn(other.email, TEST_PASSWORD)).status).toBe(200);
  });

  test("it ends with the window", async () => {
    const { email } = await createCustomer(shop);
    await failTimes(email, LIMIT);
    expect((await signIn(email, TEST_PASSWORD)).status).toBe(429);
    await letTheWindowPass();
    expect((await signIn(email, TEST_PASSWORD)).status).toBe(200);
  });
});

describe("what counts", () => {
  test("the same wrong password counts once: real clients repeat what failed", async () => {
    const { email } = await createCustomer(shop);
    for (let repetition = 0; repetition < LIMIT + 5; repetition++) {
      expect((await signIn(email, wrong(0))).status).toBe(400);
    }
    for (let index = 1; index < LIMIT; index++) expect((await signIn(email, wrong(index))).status).toBe(400);
    expect((await signIn(email, TEST_PASSWORD)).status).toBe(429);
  });

  test("many who know the password at once are all let in", async () => {
    const { email } = await createCustomer(shop);
    const answers = await Promise.all(Array.from({ length: 3 * LIMIT }, () => signIn(email, TEST_PASSWORD)));
    expect(answers.map(({ status }) => status)).toEqual(Array(3 * LIMIT).fill(200));
  });

  test("a success clears the count", async () => {
    const { email } = await createCustomer(shop);
    await failTimes(email, LIMIT - 1);
    expect((await signIn(email, TEST_PASSWORD)).status).toBe(200);
    expect(await failTimes(email, LIMIT)).toEqual(Array(LIMIT).fill(400));
  });

  test("what is kept of an attempt names neither the person nor the password", async () => {
    const { email } = await createCustomer(shop);
    const password = `secret ${randomBytes(6).toString("hex")}`;
    const nobody = `nobody.${randomBytes(6).toString("hex")}@example.com`;
    await signIn(email, password);
    await signIn(nobody, password);
    const rows = await shop.db.rateLimit.findMany();
    const text = rows.map(({ key }) => key).join("\n");
    for (const secret of [String(email), nobody, password]) expect(text).not.toContain(secret);
  });
});

describe("by address", () => {
  test("rotating X-Forwarded-For changes nothing: only what our own proxies wrote is believed", async () => {
    const address = `10.${randomBytes(3).join(".")}`;
    const env = { ...shop.env, LOGIN_ATTEMPTS_PER_IP: 3 };
    await serveWith(shop, { env, limits: createLimits(shop.db, env) }, async () => {
      const statuses: number[] = [];
      for (let index = 0; index < 5; index++) {
        const { email } = await createCustomer(shop);
        const headers = { "x-forwarded-for": `198.51.100.${index}, ${address}` };
        const answer = await storefront.post(login, { headers, body: { email, password: TEST_PASSWORD } });
        statuses.push(answer.status);
      }
      expect(statuses).toEqual([200, 200, 200, 429, 429]);
    });
  });

  test("behind a proxy of ours, each of its clients has a limit of his own", async () => {
    const env = { ...shop.env, LOGIN_ATTEMPTS_PER_IP: 1, TRUSTED_PROXIES: 1 };
    await serveWith(shop, { env, limits: createLimits(shop.db, env) }, async () => {
      const { email } = await createCustomer(shop);
      const from = (client: string) => {
        const headers = { "x-forwarded-for": `198.51.100.1, ${client}, 10.0.0.1` };
        return storefront.post(login, { headers, body: { email, password: TEST_PASSWORD } });
      };
      const [one, other] = [randomBytes(4).join("."), randomBytes(4).join(".")];
      expect([await from(one), await from(other), await from(one)].map(({ status }) => status)).toEqual([
        200, 200, 429,
      ]);
    });
  });
});
