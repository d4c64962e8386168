import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { createLimits } from "@/lib/platform/limits";
import { hashPassword } from "@/lib/platform/password-hash";
import type { RequestContext } from "@/lib/platform/request-context";
import { sha256 } from "@/lib/platform/secrets";
import { actorOf, passTime, randomNetwork, TEST_CONTEXT } from "@/lib/testing/challenges";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { hashes } from "@/lib/testing/django-hashes/hashes.json";
import { countHashes } from "@/lib/testing/hashing";
import { openShop, type Shop } from "@/lib/testing/shop";
import { assertOwnPassword, type CheckedCredentials, checkPassword } from "./password-service";

/** Lower than a shop's, so that fewer passwords are hashed, and higher than how many are at once. */
const LIMIT = 5;

/** Its password is spelled in two ways, so two hashes are compared. */
const DJANGO = { password: "", hash: "", ...hashes[5] };

let shop: Shop;
beforeAll(async () => {
  const opened = await openShop();
  const env = { ...opened.env, LOGIN_FAILURES_PER_ACCOUNT: LIMIT, LOGIN_ATTEMPTS_PER_IP: 2 };
  shop = { ...opened, env, limits: createLimits(opened.db, env) };
});

/** The customer's id, "wrong" or "throttled". */
async function outcomeOf(check: Promise<CheckedCredentials>): Promise<unknown> {
  try {
    return (await check).customerId;
  } catch (error) {
    return error instanceof AppError ? error.code : "wrong";
  }
}

/** From a network of its own, unless told otherwise. */
const signIn = (name: string | null, password = TEST_PASSWORD, from: Partial<RequestContext> = {}) =>
  outcomeOf(
    checkPassword(shop, { name: String(name), password }, { ...TEST_CONTEXT, network: randomNetwork(), ...from }),
  );

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

  test("lets in who came with a hash of another shop system, and keeps one of ours from then on", async () => {
    const { password, hash } = DJANGO;
    const { id, email, credentialsVersion } = await createCustomer(shop, { passwordHash: hash });
    const read = () =>
      shop.db.customer.findUniqueOrThrow({ where: { id }, select: { passwordHash: true, credentialsVersion: true } });
    expect(await signIn(email, "wrong")).toBe("wrong");
    expect((await read()).passwordHash).toBe(hash);
    expect(await signIn(email, password)).toBe(id);
    const renewed = await read();
    expect(renewed).toEqual({ passwordHash: expect.stringMatching(/^\$argon2id\$/), credentialsVersion });
    expect(await signIn(email, password)).toBe(id);
    expect(await read()).toEqual(renewed);
  });

  test("refuses who came with a hash of a kind that nobody knows", async () => {
    for (const passwordHash of [
      "md5$salt$5f4dcc3b5aa765d61d8327deb882cf99",
      "",
      DJANGO.hash.replace("$20000$", "$1000000000$"),
    ]) {
      const { email } = await createCustomer(shop, { passwordHash });
      expect(await countHashes(() => signIn(email, DJANGO.password))).toEqual({ result: "wrong", hashes: 2 });
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

  test("counts strangers' wrong ones apart from those of known devices and sessions: nobody locks the owner out", async () => {
    const customer = await createCustomer(shop);
    const actor = await actorOf(shop, customer);
    const deviceTokens = [randomBytes(16).toString("hex")];
    await shop.db.knownDevice.create({ data: { customerId: customer.id, tokenHash: sha256(String(deviceTokens[0])) } });
    const own = (password: string) => outcomeOf(assertOwnPassword(shop, actor, password, "password"));
    await fail(customer.email);
    expect(await signIn(customer.email)).toBe("throttled");
    expect([await own(TEST_PASSWORD), await signIn(customer.email, undefined, { deviceTokens })]).toEqual([
      customer.id,
      customer.id,
    ]);
    for (let index = 0; index < LIMIT; index++) expect(await own(`wrong at home ${index}`)).toBe("wrong");
    expect(await signIn(customer.email, undefined, { deviceTokens })).toBe("throttled");
    expect(await signIn((await createCustomer(shop)).email, "wrong", { deviceTokens })).toBe("wrong");
  });

  test("finds a username whatever its case, and counts all its spellings together", async () => {
    const { id, username } = await createCustomer(shop, { username: `Alice.${randomBytes(6).toString("hex")}` });
    expect(await signIn(username.toUpperCase())).toBe(id);
    await fail(username.toUpperCase());
    expect(await signIn(username.toLowerCase())).toBe("throttled");
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

  test("is asked from one network so often only", async () => {
    const from = { network: randomNetwork() };
    const { id, email } = await createCustomer(shop);
    expect([await signIn(email, undefined, from), await signIn(email, undefined, from)]).toEqual([id, id]);
    expect([await signIn(email, undefined, from), await signIn(email)]).toEqual(["throttled", id]);
  });
});
