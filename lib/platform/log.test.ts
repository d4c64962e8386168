import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import * as login from "@/app/api/users/login/route";
import * as profile from "@/app/api/users/profile/route";
import type { Db } from "@/lib/platform/db";
import { createLimits } from "@/lib/platform/limits";
import { sessionOf } from "@/lib/testing/browser";
import { as, clientWith } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { readableLog } from "@/lib/testing/log-lines";
import { memoryStorage } from "@/lib/testing/memory-storage";
import { openShop, serveWith } from "@/lib/testing/shop";

const EMAIL = "john.doe+shop@example.com";
const PHONE = "+905321234567";
const TOKEN = randomBytes(32).toString("hex");
const SECRETS = [EMAIL, PHONE, TOKEN, "0532 123 45 67", "123456"];

describe("a line never holds what identifies or authenticates a person", () => {
  test.each([
    ...["password", "code", "token", "key", "phone", "email", "cookie", "authorization", "set-cookie", "x-csrftoken"],
  ])("the value of %s, at any depth that we log", (name) => {
    const { log, text } = readableLog();
    for (const value of SECRETS) {
      log.info({ [name]: value, one: { [name]: value }, two: { three: { [name]: value } } }, "looked at");
    }
    for (const secret of SECRETS) expect(text()).not.toContain(secret);
    expect(text()).toContain("looked at");
  });

  test("the message of an error, and of what caused it", () => {
    const { log, text } = readableLog();
    const message = `no row for ${EMAIL}, "${PHONE}" or 0532 123 45 67 with ${TOKEN}, code 123456`;
    log.error({ err: new Error(message, { cause: new Error(message) }) }, "failed");
    for (const secret of SECRETS) expect(text()).not.toContain(secret);
    expect(text()).toContain("[email]");
  });

  test("something thrown that is no error", () => {
    const { log, lines, text } = readableLog();
    log.error({ err: { email: EMAIL, row: [PHONE] } }, "failed");
    expect(lines()).toMatchObject([{ err: { type: "object" } }]);
    for (const secret of SECRETS) expect(text()).not.toContain(secret);
  });

  test("but what kind of error it was and where it happened", () => {
    const { log, lines } = readableLog();
    const error = Object.assign(new TypeError("went wrong"), { code: "P2002" });
    log.error({ err: error }, "failed");
    expect(lines()).toMatchObject([{ err: { type: "TypeError", errorCode: "P2002", message: "went wrong" } }]);
    expect(JSON.stringify(lines()[0])).toContain("log.test.ts");
  });
});

test("sign-ins, errors, changes and faults leave no trace of anybody", async () => {
  const shop = await openShop();
  const { log, text, lines } = readableLog();
  const storage = memoryStorage();
  storage.failing.add("remove");
  const customer = await createCustomer(shop, { avatar: "avatars/0123.webp" });
  const { email, phone } = customer;
  const client = await as(shop, customer);
  const session = sessionOf(client) ?? "none";
  await serveWith(shop, { log, storage, limits: createLimits(shop.db, shop.env) }, async () => {
    await client.patch(profile, { body: { phone, avatar: null, first_name: "Jane" } });
    await client.patch(profile, { body: { phone: PHONE, gender: 5 } });
    for (const password of ["wrong", TEST_PASSWORD]) await clientWith({}).post(login, { body: { email, password } });
  });
  const fault = new Error(`cannot read ${email} ${phone} of ${session}`);
  const db = { readRows: () => Promise.reject(fault) } as unknown as Db;
  await serveWith(shop, { log, db }, () => client.get(profile));
  expect(lines().length).toBeGreaterThanOrEqual(2);
  for (const secret of [email, phone, PHONE, session, TEST_PASSWORD, "Jane", client.headers["x-csrftoken"]]) {
    expect(text()).not.toContain(secret);
  }
});
