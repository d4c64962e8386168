import { beforeAll, beforeEach, expect, test } from "vitest";
import * as adminSegments from "@/app/api/admin/segments/route";
import * as csrfToken from "@/app/api/csrf_token/route";
import * as login from "@/app/api/users/login/route";
import * as otpLogin from "@/app/api/users/otp-login/route";
import * as profile from "@/app/api/users/profile/route";
import * as registration from "@/app/api/users/registration/route";
import { createLimits } from "@/lib/platform/limits";
import { newBrowser } from "@/lib/testing/browser";
import { forgetLimits, retryAfter, WRONG_CODE } from "@/lib/testing/challenges";
import { type Answer, as, clientWith, withAdminKey } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { memorySms } from "@/lib/testing/memory-sms";
import { newRegistration } from "@/lib/testing/registrations";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";

/* What an answer tells of limits (draft-ietf-httpapi-ratelimit-headers): what is left of those that are the caller's own. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => forgetLimits(shop));

/** The items of a structured list, each with its parameters. */
function listIn({ headers }: Answer, name: string): Record<string, Record<string, number>> {
  const items = headers.get(name)?.split(", ") ?? [];
  return Object.fromEntries(
    items.map((item) => {
      const [, policy = "", parameters = ""] = /^"(\w+)"((?:;[a-z]=\d+)+)$/.exec(item) ?? [];
      const pairs = [...parameters.matchAll(/;([a-z])=(\d+)/g)];
      return [policy, Object.fromEntries(pairs.map(([, key = "", value]) => [key, Number(value)]))];
    }),
  );
}

const signIn = (email: unknown, password: string) =>
  clientWith({}).post(login, { body: { email: String(email), password } });

test("a sign-in tells how many are left to its network, one less each time, whether or not there is an account", async () => {
  const { email } = await createCustomer(shop);
  const answers = [
    await signIn("nobody@example.com", "x"),
    await signIn(email, "x"),
    await signIn(email, TEST_PASSWORD),
  ];
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 200]);
  for (const [index, answer] of answers.entries()) {
    expect(listIn(answer, "ratelimit-policy")).toEqual({ loginAttemptsPerNetwork: { q: 100_000, w: 900 } });
    const { r, t } = listIn(answer, "ratelimit").loginAttemptsPerNetwork ?? {};
    expect(r).toBe(99_999 - index);
    expect(t).toBeGreaterThan(800);
    expect(t).toBeLessThanOrEqual(900);
  }
});

test("nobody is told of what others do: not a number's messages, nor a shop's, nor strangers' wrong codes", async () => {
  const { phone } = await createCustomer(shop, { phoneVerifiedAt: new Date() });
  for (const number of [phone, uniquePhone()]) {
    const browser = newBrowser();
    const asked = await browser.post(otpLogin, { body: { phone: number } });
    expect(Object.keys(listIn(asked, "ratelimit"))).toEqual(["smsPerSenderInHour", "smsPerSenderInDay"]);
    const guessed = await browser.post(otpLogin, { body: { phone: number, code: WRONG_CODE } });
    expect(Object.keys(listIn(guessed, "ratelimit"))).toEqual(["codeSubmissionsPerChallenge"]);
  }
});

test("customers are told of their own account's", async () => {
  const client = await as(shop, await createCustomer(shop));
  const body = { phone: uniquePhone() };
  const asked = await client.patch(profile, { body });
  expect(listIn(asked, "ratelimit")).toMatchObject({ smsPerAccountInHour: { r: 4 } });
  const guessed = await client.patch(profile, { body: { ...body, code: WRONG_CODE } });
  expect(listIn(guessed, "ratelimit")).toMatchObject({ codeGuessesByOwner: { r: 9 } });
});

test("a refusal by one's own limit tells that alone, for as long as Retry-After; another's tells none", async () => {
  const refuse = (env: Partial<Shop["env"]>) =>
    serveWith(shop, { limits: createLimits(shop.db, { ...shop.env, ...env }) }, () =>
      newBrowser().post(registration, { body: newRegistration() }),
    );
  const own = await refuse({ SMS_PER_SENDER_DAY: 0 });
  expect(own.status).toBe(429);
  expect(listIn(own, "ratelimit")).toEqual({ smsPerSenderInDay: { r: 0, t: retryAfter(own) } });
  const others = await refuse({ SMS_TOTAL_HOUR: 0 });
  expect([others.status, others.headers.get("ratelimit")]).toEqual([429, null]);
});

test("what is to be tried again before a window ends tells of the limit, and not that window", async () => {
  const sms = Object.assign(memorySms(), { failing: "not_sent" as const });
  const refused = await serveWith(shop, { sms }, () => newBrowser().post(registration, { body: newRegistration() }));
  expect(refused.status).toBe(503);
  expect(retryAfter(refused)).toBeLessThan(3600);
  expect(Object.keys(listIn(refused, "ratelimit-policy"))).toContain("smsPerSenderInHour");
  expect(refused.headers.get("ratelimit")).toBeNull();
});

test("a key of the back office is told what is left to it, and another has its own", async () => {
  const limits = createLimits(shop.db, { ...shop.env, ADMIN_REQUESTS_PER_MINUTE: 2 });
  await serveWith(shop, { limits }, async () => {
    const [one, other] = [await withAdminKey(shop), await withAdminKey(shop)];
    const answers: Answer[] = [];
    for (const client of [one, one, one, other]) answers.push(await client.get(adminSegments));
    expect(answers.map((answer) => [answer.status, listIn(answer, "ratelimit").requestsPerAdminKey?.r])).toEqual([
      [200, 1],
      [200, 0],
      [429, 0],
      [200, 1],
    ]);
    expect(listIn(answers[0] as Answer, "ratelimit-policy")).toEqual({ requestsPerAdminKey: { q: 2, w: 60 } });
    expect(retryAfter(answers[2] as Answer)).toBeGreaterThan(0);
    expect(retryAfter(answers[2] as Answer)).toBeLessThanOrEqual(60);
  });
});

test("nothing is told where nothing is counted", async () => {
  const { headers } = await newBrowser().get(csrfToken);
  expect([headers.get("ratelimit"), headers.get("ratelimit-policy")]).toEqual([null, null]);
});
