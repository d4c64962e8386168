import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as login from "@/app/api/users/login/route";
import * as logout from "@/app/api/users/logout/route";
import * as registration from "@/app/api/users/registration/route";
import * as verification from "@/app/api/verification/[purpose]/route";
import { SESSION_COOKIE } from "@/lib/auth/session-service";
import { newBrowser, sessionOf } from "@/lib/testing/browser";
import { wrongCode } from "@/lib/testing/challenges";
import { as, clientWith, cookieOf } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { messagesTo, newestCode } from "@/lib/testing/mailbox";
import { newRegistration } from "@/lib/testing/registrations";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as otpLogin from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const WRONG = { non_field_errors: "Verification codes do not match.", error_code: "sms_verification_100_2" };
const EXPIRED = {
  non_field_errors: "Sms otp code expired. Please resend code.",
  error_code: "sms_verification_100_4",
};

/** A customer who has proved his number. */
async function createOwner() {
  const phone = uniquePhone();
  return { ...(await createCustomer(shop, { phone, phoneVerifiedAt: new Date() })), phone };
}

/** A browser that has asked for the customer's code. */
async function askFor(phone: string) {
  const browser = newBrowser();
  expect((await browser.post(otpLogin, { body: { phone } })).status).toBe(200);
  return { browser, code: await newestCode(shop, phone) };
}

describe("200 for the question", () => {
  test("where the dialogue stands, and a guest's session that lets nobody in", async () => {
    const { phone } = await createOwner();
    const browser = newBrowser();
    const answer = await browser.post(otpLogin, { body: { phone } });
    expect(answer.body).toEqual({
      verification: {
        purpose: "sign_in",
        phone_masked: `+90•••••••${phone.slice(-3)}`,
        expires_at: expect.any(String),
        resend_at: expect.any(String),
        attempts_left: 5,
      },
    });
    expect(cookieOf(answer)).toMatchObject({ name: "osessionid", value: expect.stringMatching(/^\w{64}$/) });
    expect(cookieOf(answer).attributes).toEqual([
      "path=/",
      `max-age=${shop.env.GUEST_SESSION_SECONDS}`,
      "samesite=lax",
      "httponly",
    ]);
    expect((await browser.get(currentUser)).status).toBe(401);
  });

  test("the code is good in the browser that asked, and can be read nowhere in the answer", async () => {
    const { phone } = await createOwner();
    const browser = newBrowser();
    const answer = await browser.post(otpLogin, { body: { phone } });
    const code = await newestCode(shop, phone);
    expect(code).toMatch(/^\d{6}$/);
    expect(JSON.stringify([answer.body, ...answer.headers])).not.toContain(code);
    const [message] = await messagesTo(shop, phone);
    expect(message?.body.endsWith(`\n@localhost #${code}`)).toBe(true);
  });

  test("the same question again is the same answer and no second message; resend is a second one", async () => {
    const { phone } = await createOwner();
    const { browser } = await askFor(phone);
    for (let time = 0; time < 3; time++) {
      expect((await browser.post(otpLogin, { body: { phone } })).body.verification.purpose).toBe("sign_in");
    }
    expect(await messagesTo(shop, phone)).toHaveLength(1);
    const { status, body } = await browser.post(otpLogin, { body: { phone, resend: true } });
    expect({ status, body }).toEqual({ status: 200, body: { message: "success" } });
    expect(await messagesTo(shop, phone)).toHaveLength(2);
  });
});

describe("200 for the code", () => {
  test("the key is the session in the cookie, and the customer is signed in", async () => {
    const { id, phone } = await createOwner();
    const { browser, code } = await askFor(phone);
    const answer = await browser.post(otpLogin, { body: { phone, code } });
    const { name, value, attributes } = cookieOf(answer);
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: { key: value } });
    expect(name).toBe("osessionid");
    expect(attributes).toEqual(["path=/", `max-age=${30 * 86_400}`, "samesite=lax", "httponly"]);
    expect((await browser.get(currentUser)).body.pk).toBe(id);
  });

  test("the number in any spelling, in either step", async () => {
    const { id, phone } = await createOwner();
    const browser = newBrowser();
    await browser.post(otpLogin, { body: { phone: `0 (${phone.slice(3, 6)}) ${phone.slice(6)}` } });
    const body = { phone: phone.slice(3), code: await newestCode(shop, phone) };
    expect((await browser.post(otpLogin, { body })).status).toBe(200);
    expect((await browser.get(currentUser)).body.pk).toBe(id);
  });

  test("the guest's session is dead afterwards, and the code used up", async () => {
    const { phone } = await createOwner();
    const { browser, code } = await askFor(phone);
    const guest = sessionOf(browser);
    await browser.post(otpLogin, { body: { phone, code } });
    expect(sessionOf(browser)).not.toBe(guest);
    expect(await shop.db.session.count({ where: { customerId: null, verifications: { some: { phone } } } })).toBe(0);
    const headers = { cookie: `${SESSION_COOKIE}=${guest}; csrftoken=${browser.headers["x-csrftoken"]}` };
    for (const call of [{ headers }, {}]) {
      const late = await browser.post(otpLogin, { body: { phone, code }, ...call });
      expect({ status: late.status, body: late.body }).toEqual({ status: 406, body: EXPIRED });
    }
  });

  test("eight times the right code at once is one sign-in", async () => {
    const { id, phone } = await createOwner();
    const { browser, code } = await askFor(phone);
    const { cookie = "" } = browser.headers;
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => newBrowser().post(otpLogin, withCookie(browser, cookie, { phone, code }))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(406)]);
    expect(await shop.db.session.count({ where: { customerId: id } })).toBe(1);
  });

  test("a page that was reloaded sees where it stands and goes on with the code alone", async () => {
    const { id, phone } = await createOwner();
    const { browser, code } = await askFor(phone);
    const params = { purpose: "sign_in" };
    const seen = await browser.get(verification, { params });
    expect(seen.body).toMatchObject({ purpose: "sign_in", attempts_left: 5 });
    expect((await newBrowser().get(verification, { params })).status).toBe(404);
    expect((await newBrowser().post(verification, { params, body: { code } })).status).toBe(406);
    const answer = await browser.post(verification, { params, body: { code } });
    expect(answer.body).toEqual({ key: cookieOf(answer).value });
    expect((await browser.get(currentUser)).body.pk).toBe(id);
  });
});

/** The same request as from the browser, whose own jar others overwrite meanwhile. */
function withCookie(browser: { headers: Record<string, string> }, cookie: string, body: object) {
  return { headers: { cookie, "x-csrftoken": browser.headers["x-csrftoken"] ?? "" }, body };
}

describe("nobody learns whose number has an account", () => {
  async function numbers(): Promise<Record<string, string>> {
    const closed = await createCustomer(shop, { isActive: false, phoneVerifiedAt: new Date() });
    const unproved = await createCustomer(shop);
    return {
      known: (await createOwner()).phone,
      unknown: uniquePhone(),
      unproved: String(unproved.phone),
      closed: String(closed.phone),
    };
  }

  test("the same answers to question, guesses, reload and resend; only the number's owner sees the difference", async () => {
    const params = { purpose: "sign_in" };
    const stories = [];
    for (const [name, phone] of Object.entries(await numbers())) {
      const browser = newBrowser();
      const story = [await browser.post(otpLogin, { body: { phone } })];
      const messages = await messagesTo(shop, phone);
      expect(messages).toHaveLength(1);
      expect(messages[0]?.code === null).toBe(name !== "known");
      const code = messages[0]?.code ?? "123456";
      for (let n = 1; n <= 2; n++) {
        story.push(await browser.post(otpLogin, { body: { phone, code: wrongCode(code, n) } }));
      }
      story.push(await browser.get(verification, { params }));
      story.push(await browser.post(otpLogin, { body: { phone, resend: true } }));
      story.push(await browser.post(otpLogin, { body: { phone, resend: true } }));
      stories.push(
        story.map(({ status, headers, body }) => ({
          status,
          headers: [...headers.keys()],
          body: JSON.stringify(body)
            .replaceAll(/\d{4}-[^"]+Z/g, "time")
            .replaceAll(/•\d+|\d+ seconds?/g, ""),
        })),
      );
    }
    const [known, ...others] = stories;
    expect(known?.map(({ status }) => status)).toEqual([200, 406, 406, 200, 200, 429]);
    for (const story of others) expect(story).toEqual(known);
  });

  test("an unproved number opens nobody's account: its notice has no code", async () => {
    const { unproved = "" } = await numbers();
    await newBrowser().post(otpLogin, { body: { phone: unproved } });
    const [message] = await messagesTo(shop, unproved);
    expect(message?.body).toContain("it has no account");
    expect(message?.body).not.toMatch(/#\d|\b\d{6}\b/);
  });
});

describe("406", () => {
  test("100_2 for a wrong code, 100_4 after five, 100_1 for another number; nobody is signed in", async () => {
    const { phone } = await createOwner();
    const { browser, code } = await askFor(phone);
    for (let n = 1; n <= 5; n++) {
      const { status, body } = await browser.post(otpLogin, { body: { phone, code: wrongCode(code, n) } });
      expect({ status, body }).toEqual({ status: 406, body: WRONG });
    }
    expect((await browser.post(otpLogin, { body: { phone, code } })).body).toEqual(EXPIRED);
    expect((await browser.post(otpLogin, { body: { phone: uniquePhone(), code } })).body).toEqual({
      non_field_errors: "Phone numbers do not match.",
      error_code: "sms_verification_100_1",
    });
    expect((await browser.get(currentUser)).status).toBe(401);
  });

  test("100_4 without a question before, and no session starts for it", async () => {
    const answer = await newBrowser().post(otpLogin, { body: { phone: uniquePhone(), code: "123456" } });
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 406, body: EXPIRED });
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test("100_4 in another browser", async () => {
    const { phone } = await createOwner();
    const { code } = await askFor(phone);
    const other = await askFor((await createOwner()).phone);
    expect((await newBrowser().post(otpLogin, { body: { phone, code } })).body).toEqual(EXPIRED);
    expect((await other.browser.post(otpLogin, { body: { phone, code } })).status).toBe(406);
  });

  test("100_4 after the session ended: by signing out, or by signing in with the password", async () => {
    const { phone, email } = await createOwner();
    for (const end of ["sign-out", "sign-in"]) {
      const { browser, code } = await askFor(phone);
      if (end === "sign-out") await browser.post(logout);
      else await browser.post(login, { body: { email, password: TEST_PASSWORD } });
      expect((await browser.post(otpLogin, { body: { phone, code } })).body).toEqual(EXPIRED);
    }
  });

  test("a code answers nothing but what it was asked for", async () => {
    const browser = newBrowser();
    const body = newRegistration();
    await browser.post(registration, { body });
    const code = await newestCode(shop, body.phone);
    expect((await browser.post(otpLogin, { body: { phone: body.phone, code } })).body).toEqual(EXPIRED);

    const { phone } = await createOwner();
    const asked = await askFor(phone);
    const form = { ...body, phone, code: asked.code };
    expect((await asked.browser.post(registration, { body: form })).status).toBe(406);
    expect((await asked.browser.post(otpLogin, { body: { phone, code: asked.code } })).status).toBe(200);
  });
});

describe("who is signed in already", () => {
  test("is the number's customer afterwards, and his old session is dead", async () => {
    const { id, phone } = await createOwner();
    const before = await as(shop, await createCustomer(shop));
    await before.post(otpLogin, { body: { phone } });
    const answer = await before.post(otpLogin, { body: { phone, code: await newestCode(shop, phone) } });
    const client = clientWith({ cookie: `${SESSION_COOKIE}=${cookieOf(answer).value}` });
    expect((await client.get(currentUser)).body.pk).toBe(id);
    expect((await before.get(currentUser)).status).toBe(401);
  });
});

describe("400, 403", () => {
  test.each([
    [{}, "This field is required."],
    [{ phone: null }, "This field may not be null."],
    [{ phone: "me" }, "Enter a valid phone number."],
    [{ phone: "+88213300000" }, "We cannot send messages to this number."],
    [{ phone: "+5511987654321" }, "We cannot send messages to this number."],
  ])("%j → %s", async (body, text) => {
    const answer = await newBrowser().post(otpLogin, { body });
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 400, body: { phone: [text] } });
  });

  test("the code needs the CSRF token as the question does", async () => {
    const { phone } = await createOwner();
    const { browser, code } = await askFor(phone);
    const { cookie = "" } = browser.headers;
    expect((await clientWith({ cookie }).post(otpLogin, { body: { phone, code } })).status).toBe(403);
    expect((await browser.post(otpLogin, { body: { phone, code } })).status).toBe(200);
  });
});
