import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { createLimits } from "@/lib/platform/limits";
import { hashPassword } from "@/lib/platform/password-hash";
import { actorOf, passTime, TEST_CONTEXT } from "@/lib/testing/challenges";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { countHashes } from "@/lib/testing/hashing";
import { openShop, type Shop } from "@/lib/testing/shop";
import { assertFreshSignIn, assertOwnPassword, checkPassword } from "./password-service";

/** Lower than a shop's, so that fewer passwords are hashed, and higher than how many are at once. */
const LIMIT = 5;

let shop: Shop;
beforeAll(async () => {
  const opened = await openShop();
  const env = { ...opened.env, LOGIN_FAILURES_PER_ACCOUNT: LIMIT, LOGIN_ATTEMPTS_PER_IP: 2 };
  shop = { ...opened, env, limits: createLimits(opened.db, env) };
});

/** The customer's id, "wrong" or "throttled". */
async function outcomeOf(check: Promise<unknown>): Promise<unknown> {
  try {
    return await check;
  } catch (error) {
    return error instanceof AppError ? error.code : "wrong";
  }
}

const signIn = (name: string | null, password = TEST_PASSWORD, ip = "unknown") =>
  outcomeOf(checkPassword(shop, { name: String(name), password }, { ...TEST_CONTEXT, ip }));

async function fail(name: string | null, times = LIMIT): Promise<void> {
  for (let index = 0; index < times; index++) expect(await signIn(name, `wrong ${index}`)).toBe("wrong");
}

const nobody = () => `nobody.${randomBytes(6).toString("hex")}@example.com`;

describe("checkPassword", () => {
  test("knows an account by its address in any letter case, or by its username", async () => {
    const { id, email, username } = await createCustomer(shop);
    for (const name of [email, String(email).toUpperCase(), ` ${email} `, username])
      expect(await signIn(name)).toBe(id);
  });

  test("takes the password as it is: nothing is trimmed or shortened", async () => {
    const { email } = await createCustomer(shop);
    for (const password of [` ${TEST_PASSWORD}`, `${TEST_PASSWORD} `, TEST_PASSWORD.slice(0, -1)]) {
      expect(await signIn(email, password)).toBe("wrong");
    }
  });

  test("refuses alike, after the same work, who is unknown, closed or without a password", async () => {
    const closed = await createCustomer(shop, { isActive: false });
    const passwordless = await createCustomer(shop, { passwordHash: null });
    for (const name of [nobody(), closed.email, passwordless.email]) {
      expect(await countHashes(() => signIn(name))).toEqual({ result: "wrong", hashes: 1 });
    }
  });

  test("lets an address decide before a username: who calls themselves so is not let in, and does not stand in the way", async () => {
    const victim = await createCustomer(shop);
    await createCustomer(shop, { username: String(victim.email), passwordHash: await hashPassword("the attacker's") });
    expect(await signIn(victim.email, "the attacker's")).toBe("wrong");
    expect(await signIn(victim.email)).toBe(victim.id);
  });

  test("refuses the right one too after so many wrong ones, by whatever name, until the window is over", async () => {
    const customer = await createCustomer(shop);
    const other = await createCustomer(shop);
    const names = [String(customer.email).toUpperCase(), ` ${customer.email}`, customer.username];
    for (let index = 0; index < LIMIT; index++) {
      expect(await signIn(names[index % names.length] ?? "", `wrong ${index}`)).toBe("wrong");
    }
    for (const name of names) expect(await signIn(name)).toBe("throttled");
    await expect(checkPassword(shop, { name: customer.username, password: "x" }, TEST_CONTEXT)).rejects.toMatchObject({
      retryAfterSeconds: expect.toSatisfy((seconds: number) => seconds > 0 && seconds <= 900),
    });
    expect(await signIn(other.email)).toBe(other.id);
    await passTime(shop, shop.env.LOGIN_FAILURES_WINDOW_SECONDS);
    expect(await signIn(customer.email)).toBe(customer.id);
  });

  test("counts the wrong ones of a signed-in customer's own password with them", async () => {
    const customer = await createCustomer(shop);
    const actor = await actorOf(shop, customer);
    const own = (password: string) => outcomeOf(assertOwnPassword(shop, actor, password, "password"));
    expect(await own("wrong at home")).toBe("wrong");
    await fail(customer.email, LIMIT - 1);
    expect([await own(TEST_PASSWORD), await signIn(customer.email)]).toEqual(["throttled", "throttled"]);
  });

  test("throttles addresses that nobody has just the same", async () => {
    const email = nobody();
    await fail(email);
    expect(await signIn(email.toUpperCase(), "wrong 99")).toBe("throttled");
  });

  test("compares no more of 20 at once", async () => {
    const { email } = await createCustomer(shop);
    const guesses = await Promise.all(Array.from({ length: 20 }, (_, index) => signIn(email, `wrong ${index}`)));
    expect(guesses.filter((outcome) => outcome === "wrong")).toHaveLength(LIMIT);
    expect(guesses.filter((outcome) => outcome === "throttled")).toHaveLength(20 - LIMIT);
  });

  test("counts the same wrong one once: real clients repeat what failed", async () => {
    const { email } = await createCustomer(shop);
    for (let repetition = 0; repetition < 4; repetition++) await fail(email, 1);
    for (let index = 1; index < LIMIT; index++) expect(await signIn(email, `wrong ${index}`)).toBe("wrong");
    expect(await signIn(email)).toBe("throttled");
  });

  test("forgets the wrong ones with a right one, and lets in all who know it at once", async () => {
    const { id, email } = await createCustomer(shop);
    await fail(email, LIMIT - 1);
    expect(await signIn(email)).toBe(id);
    expect(await Promise.all(Array.from({ length: 2 * LIMIT }, () => signIn(email)))).toEqual(
      Array(2 * LIMIT).fill(id),
    );
    await fail(email);
  });

  test("keeps of an attempt neither the person nor the password", async () => {
    const { email } = await createCustomer(shop);
    const [password, unknown] = [`secret ${nobody()}`, nobody()];
    for (const name of [email, unknown]) await signIn(name, password);
    const text = (await shop.db.rateLimit.findMany()).map(({ key }) => key).join("\n");
    for (const secret of [String(email), unknown, password]) expect(text).not.toContain(secret);
  });

  test("is asked from one address so often only", async () => {
    const ip = Array.from(randomBytes(4)).join(".");
    const { id, email } = await createCustomer(shop);
    expect([await signIn(email, undefined, ip), await signIn(email, undefined, ip)]).toEqual([id, id]);
    expect([await signIn(email, undefined, ip), await signIn(email)]).toEqual(["throttled", id]);
  });
});

describe("assertFreshSignIn", () => {
  test("asks for the password a day after the sign-in, and an API token at any time", async () => {
    const customer = await createCustomer(shop);
    const actor = await actorOf(shop, customer);
    const token = { ...actor, access: { kind: "token", id: 1, clientType: null } } as const;
    const later = { ...shop, now: () => new Date(Date.now() + 1.1 * 86_400_000) };
    const needed = { fields: { password: [{ key: "password_needed" }] } };
    await expect(assertFreshSignIn(shop, actor, undefined)).resolves.toBeUndefined();
    await expect(assertFreshSignIn(later, actor, undefined)).rejects.toMatchObject(needed);
    await expect(assertFreshSignIn(shop, token, undefined)).rejects.toMatchObject(needed);
    for (const [deps, one] of [
      [shop, token],
      [later, actor],
    ] as const) {
      await expect(assertFreshSignIn(deps, one, TEST_PASSWORD)).resolves.toBeUndefined();
      const wrong = { fields: { password: [{ key: "password_wrong" }] } };
      await expect(assertFreshSignIn(deps, one, "not mine")).rejects.toMatchObject(wrong);
    }
  });
});
