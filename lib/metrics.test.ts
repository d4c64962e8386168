import { beforeAll, beforeEach, expect, test } from "vitest";
import * as login from "@/app/api/users/login/route";
import { createMetrics, type Metrics, outcomeOf } from "@/lib/metrics";
import { sendMail } from "@/lib/notifications/service";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import { challenger, forgetLimits, WRONG_CODE } from "@/lib/testing/challenges";
import { clientWith } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { newestCode } from "@/lib/testing/mailbox";
import { memoryMail } from "@/lib/testing/memory-mail";
import { memorySms } from "@/lib/testing/memory-sms";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";

/* What use cases count; how often they are called is not theirs to tell. */

let plain: Shop;
let shop: Shop;
let metrics: Metrics;
beforeAll(async () => {
  plain = await openShop();
});
beforeEach(async () => {
  metrics = createMetrics();
  shop = { ...plain, metrics };
  await forgetLimits(shop);
});

type Countable = "sms" | "smsSegments" | "smsCost" | "mails" | "codesAsked" | "codeAnswers" | "signIns";

/** A counter's values by their labels in order. */
async function valuesOf(name: Countable): Promise<Record<string, number>> {
  const { values } = await metrics[name].get();
  return Object.fromEntries(values.map(({ labels, value }) => [Object.values(labels).join(" "), value]));
}

test("codes by purpose: asked, wrong, right, used up", async () => {
  const one = await challenger(shop);
  await one.ask();
  await one.submit(WRONG_CODE);
  const code = await newestCode(shop, one.phone);
  await one.submit(code);
  await one.submit(code);
  expect(await valuesOf("codesAsked")).toEqual({ phone_change: 1 });
  expect(await valuesOf("codeAnswers")).toEqual({
    "phone_change wrong": 1,
    "phone_change right": 1,
    "phone_change expired": 1,
  });
});

test.each([
  [null, "handed_over", 1],
  ["not_sent", "refused", undefined],
  ["unreachable", "unreachable", undefined],
  ["delivery_unknown", "delivery_unknown", 1],
] as const)("an SMS by what became of it (%s), with what the gateway charges for", async (failing, outcome, parts) => {
  const sms = Object.assign(memorySms(), { failing });
  const env = { ...shop.env, SMS_PRICE_PER_SEGMENT: 0.25 };
  const one = await challenger({ ...shop, sms, env });
  await one.take({}).catch((error: unknown) => expect(outcomeOf(error)).not.toBe("ok"));
  expect(await valuesOf("sms")).toEqual({ [`phone_change ${outcome}`]: 1 });
  expect(await valuesOf("smsSegments")).toEqual(parts ? { phone_change: parts } : {});
  expect(await valuesOf("smsCost")).toEqual(parts ? { phone_change: parts * 0.25 } : {});
});

test("an SMS that a limit withholds", async () => {
  const one = await challenger(shop);
  await one.ask();
  await one.resend();
  await one.resend();
  expect(await valuesOf("sms")).toEqual({ "phone_change handed_over": 2, "phone_change limited": 1 });
});

test("a mail by whether the server took it", async () => {
  const mail = memoryMail();
  const message = { to: "jane@example.com", subject: "s", text: "t", html: "<p>t</p>", language: "en" } as const;
  await sendMail({ mail, metrics }, message);
  mail.failing = "not_sent";
  await expect(sendMail({ mail, metrics }, message)).rejects.toThrow();
  expect(await valuesOf("mails")).toEqual({ ok: 1, failed: 1 });
});

test("sign-ins by way, and by how they ended", async () => {
  const { email } = await createCustomer(shop);
  await serveWith(plain, { metrics }, async () => {
    const client = clientWith({});
    expect((await client.post(login, { body: { email, password: TEST_PASSWORD } })).status).toBe(200);
    expect((await client.post(login, { body: { email, password: "wrong" } })).status).toBe(400);
  });
  expect(await valuesOf("signIns")).toEqual({ "password ok": 1, "password refused": 1 });
});

test.each([
  [undefined, "ok"],
  [FieldErrors.of("email", "email"), "refused"],
  [new AppError("passkey_required"), "refused"],
  [new AppError("throttled"), "limited"],
  [new AppError("unavailable"), "failed"],
  [new TypeError("x"), "failed"],
])("%s is told as %s", (error, outcome) => {
  expect(outcomeOf(error)).toBe(outcome);
});
