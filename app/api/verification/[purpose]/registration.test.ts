import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as login from "@/app/api/users/login/route";
import * as registerWithLoyalty from "@/app/api/users/register-with-loyalty/route";
import * as registration from "@/app/api/users/registration/route";
import { newBrowser, sessionOf } from "@/lib/testing/browser";
import { wrongCode } from "@/lib/testing/challenges";
import { clientWith, cookieOf } from "@/lib/testing/client";
import { messagesTo, newestCode } from "@/lib/testing/mailbox";
import { newRegistration } from "@/lib/testing/registrations";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as verification from "./route";

/* A registration whose page was reloaded: nothing is left of the form but the session. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const ENDPOINTS = [
  { purpose: "registration", endpoint: registration },
  { purpose: "registration_with_loyalty", endpoint: registerWithLoyalty },
];
const EXPIRED = {
  non_field_errors: "Sms otp code expired. Please resend code.",
  error_code: "sms_verification_100_4",
};

describe.each(ENDPOINTS)("$purpose", ({ purpose, endpoint }) => {
  const params = { purpose };

  async function ask() {
    const browser = newBrowser();
    const body = newRegistration();
    const first = await browser.post(endpoint, { body });
    return { browser, body, first, code: await newestCode(shop, body.phone) };
  }

  test("GET 200: what the 202 told, and nothing of the form", async () => {
    const { browser, first } = await ask();
    const { status, body } = await browser.get(verification, { params });
    expect({ status, body }).toEqual({ status: 200, body: first.body.verification });
  });

  test("POST 201 for the code alone: the account with what the form had, its password included, signed in", async () => {
    const { browser, body, code } = await ask();
    const guest = sessionOf(browser);
    const answer = await browser.post(verification, { params, body: { code } });
    expect(answer.status).toBe(201);
    if (purpose === "registration") expect(answer.body).toEqual({ key: cookieOf(answer).value });
    else expect(answer.body).toMatchObject({ email: body.email, phone: body.phone, call_allowed: false });
    expect(sessionOf(browser)).not.toBe(guest);
    expect((await browser.get(currentUser)).body).toMatchObject({ email: body.email, date_of_birth: "1990-01-01" });
    const again = await clientWith({}).post(login, { body: { email: body.email, password: body.password } });
    expect(again.status).toBe(200);
  });

  test("POST 202 without a code tells where the challenge stands, 200 for resend sends another code", async () => {
    const { browser, body, first } = await ask();
    const again = await browser.post(verification, { params, body: {} });
    expect(again).toMatchObject({ status: 202, body: { verification: first.body.verification } });
    expect(await messagesTo(shop, body.phone)).toHaveLength(1);
    const { status, body: said } = await browser.post(verification, { params, body: { resend: true } });
    expect({ status, said }).toEqual({ status: 200, said: { message: "success" } });
    const code = await newestCode(shop, body.phone);
    expect((await browser.post(verification, { params, body: { code } })).status).toBe(201);
  });

  test("POST 406 for a wrong code, which counts as everywhere", async () => {
    const { browser, code } = await ask();
    for (let n = 1; n <= 5; n++) {
      const { body } = await browser.post(verification, { params, body: { code: wrongCode(code, n) } });
      expect(body.error_code).toBe("sms_verification_100_2");
    }
    expect((await browser.post(verification, { params, body: { code } })).body).toEqual(EXPIRED);
  });

  test("404 and 406 in another browser, and once it is done", async () => {
    const { browser, code } = await ask();
    await browser.post(verification, { params, body: { code } });
    for (const client of [newBrowser(), browser]) {
      expect((await client.get(verification, { params })).status).toBe(404);
      const { status, body } = await client.post(verification, { params, body: { code } });
      expect({ status, body }).toEqual({ status: 406, body: EXPIRED });
    }
  });

  test("403 without the CSRF token, and the code stays good", async () => {
    const { browser, code } = await ask();
    const { cookie = "" } = browser.headers;
    expect((await clientWith({ cookie }).post(verification, { params, body: { code } })).status).toBe(403);
    expect((await browser.post(verification, { params, body: { code } })).status).toBe(201);
  });
});
