import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as askForTokenCode from "@/app/api/shop/customers/auth/otp/signin/route";
import * as verifyToken from "@/app/api/shop/customers/auth/otp/verify/route";
import * as tokenSignIn from "@/app/api/shop/customers/auth/pwd/signin/route";
import * as tokenSignUp from "@/app/api/shop/customers/auth/pwd/signup/route";
import * as me from "@/app/api/shop/customers/me/route";
import * as emailLink from "@/app/api/users/email-set-primary/[token]/route";
import * as login from "@/app/api/users/login/route";
import * as logout from "@/app/api/users/logout/route";
import * as otpLogin from "@/app/api/users/otp-login/route";
import * as changePassword from "@/app/api/users/password/change/route";
import * as requestReset from "@/app/api/users/password/reset/route";
import * as profile from "@/app/api/users/profile/route";
import * as registerWithLoyalty from "@/app/api/users/register-with-loyalty/route";
import * as registration from "@/app/api/users/registration/route";
import * as resetPassword from "@/app/api/users/reset/[key]/route";
import * as segments from "@/app/api/users/segments/route";
import * as verification from "@/app/api/verification/[purpose]/route";
import { PrismaClient } from "@/lib/generated/prisma/client";
import type { Db } from "@/lib/platform/db";
import { createLimits } from "@/lib/platform/limits";
import { as, withToken } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { DOCUMENTED_PASSWORD, newRegistration } from "@/lib/testing/registrations";
import { onPostgres, openShop, type Shop, serveWith } from "@/lib/testing/shop";

/** A client of a database server that is not there: nothing listens at that port. */
const unreachable = new PrismaClient({
  adapter: new PrismaPg({ connectionString: "postgres://nobody@127.0.0.1:1/none", connectionTimeoutMillis: 2000 }),
}) as unknown as Db;

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => unreachable.$disconnect());

describe("503 while the database cannot be reached", () => {
  test("in JSON, with the time to come back, for whoever asks for what needs it", async () => {
    const customer = await createCustomer(shop);
    const [browser, program] = [await as(shop, customer), await withToken(shop, customer)];
    const limits = createLimits(unreachable, shop.env);
    await serveWith(shop, { db: unreachable, limits }, async () => {
      const passwords = { new_password1: DOCUMENTED_PASSWORD, new_password2: DOCUMENTED_PASSWORD };
      const credentials = { email: customer.email, username: customer.email, password: "x" };
      const answers = [
        await browser.get(profile),
        await browser.patch(profile, { body: { first_name: "Jane" } }),
        await browser.get(segments),
        await browser.get(currentUser),
        await browser.post(logout),
        await program.get(me),
        await browser.post(tokenSignIn, { body: credentials }),
        await browser.post(tokenSignUp, { body: { username: "somebody", password: DOCUMENTED_PASSWORD } }),
        await browser.post(askForTokenCode, { body: { mobile_number: customer.phone } }),
        await browser.post(verifyToken, { body: { code: 123456 } }),
        await browser.post(registerWithLoyalty, { body: newRegistration() }),
        await browser.post(otpLogin, { body: { phone: customer.phone } }),
        await browser.get(verification, { params: { purpose: "sign_in" } }),
        await browser.post(requestReset, { body: { email: customer.email } }),
        await browser.post(resetPassword, { params: { key: "1-unknown" }, body: passwords }),
        await browser.post(changePassword, { body: { old_password: TEST_PASSWORD, ...passwords } }),
        await browser.get(emailLink, { params: { token: "unknown" } }),
      ];
      for (const { status, headers, body } of answers) {
        expect(status).toBe(503);
        expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
        expect(body).toEqual({ detail: "The service is temporarily unavailable. Please try again." });
      }
      for (const answer of [
        await browser.post(login, { body: credentials }),
        await browser.post(registration, { body: newRegistration() }),
      ]) {
        expect(answer.status).toBe(503);
        expect(answer.body).toEqual({ detail: [expect.any(String)] });
        expect(answer.headers.getSetCookie()).toEqual([]);
      }
    });
    expect((await browser.get(profile)).body.first_name).toBe("John");
  });
});

describe.runIf(onPostgres())("while PostgreSQL drops its connections", () => {
  test("a change in flight is 503 and not half done, and the next request finds a database again", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    const admin = new pg.Client({ connectionString: shop.env.DATABASE_URL });
    await admin.connect();
    try {
      await admin.query("BEGIN");
      await admin.query("SELECT 1 FROM customer WHERE id = $1 FOR UPDATE", [customer.id]);
      const body = { first_name: "Changed", email_allowed: true, attributes: { size: "M" } };
      const inFlight = client.patch(profile, { body });
      await vi.waitFor(async () => {
        const waiting = await admin.query(
          "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        );
        expect(waiting.rowCount).toBe(1);
      });
      await admin.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
      );
      const { status, headers } = await inFlight;
      expect(status).toBe(503);
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
      await admin.query("ROLLBACK");
      const after = await vi.waitFor(async () => {
        const answer = await client.get(profile);
        expect(answer.status).toBe(200);
        return answer.body;
      });
      expect(after).toMatchObject({ first_name: "John", email_allowed: null, attributes: {} });
      expect(await shop.db.consentEvent.count({ where: { customerId: customer.id } })).toBe(0);
    } finally {
      await admin.end();
    }
  });
});
