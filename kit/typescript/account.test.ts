import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ServedApi, serveApi } from "@/lib/testing/api-server";
import { forgetLimits, otherThan, passTime } from "@/lib/testing/challenges";
import { withToken } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { messagesTo, newestCode } from "@/lib/testing/mailbox";
import { newRegistration } from "@/lib/testing/registrations";
import { openShop, type Shop } from "@/lib/testing/shop";
import { createAccount, RESEND, retryAfterSeconds, toProblem, verify } from "./account";

/* The client that integrators take home, against the API on the wire. */

let shop: Shop;
let api: ServedApi;
beforeAll(async () => {
  shop = await openShop();
  api = await serveApi();
});
beforeEach(() => forgetLimits(shop));
afterAll(() => api.close());

async function signedIn() {
  const customer = await createCustomer(shop, { phoneVerifiedAt: new Date() });
  const account = createAccount({ baseUrl: api.url, language: "en" });
  const body = { email: String(customer.email), password: TEST_PASSWORD };
  const signIn = async () => expect((await account.POST("/users/login/", { body })).response.status).toBe(200);
  await signIn();
  return { customer, account, signIn };
}

describe("a session", () => {
  test("is kept from the first answer on, with a CSRF token for every change, a new one where the session is new", async () => {
    const { account, signIn } = await signedIn();
    const rename = async (first_name: string) => {
      const { data, response } = await account.PATCH("/users/profile/", { body: { first_name } });
      expect([response.status, data && "first_name" in data && data.first_name]).toEqual([200, first_name]);
    };
    await rename("Jane");
    // The token was issued to the session that ends here.
    await signIn();
    await rename("Janet");
    expect((await account.POST("/users/logout/")).response.status).toBe(200);
    const { error, response } = await account.GET("/current_user/");
    expect([response.status, toProblem(error)?.code]).toEqual([401, "not_authenticated"]);
  });

  test("is not needed with a token", async () => {
    const customer = await createCustomer(shop);
    const { headers } = await withToken(shop, customer);
    const account = createAccount({ baseUrl: api.url, token: headers.authorization?.split(" ")[1] });
    const { data } = await account.PATCH("/api/shop/customers/me", { body: { first_name: "Token" } });
    expect(data?.id).toBe(customer.id);
    expect((await account.GET("/users/profile/")).data?.first_name).toBe("Token");
  });
});

test("tells errors by code and field, in the language asked for", async () => {
  const account = createAccount({ baseUrl: api.url, language: "de" });
  const { error } = await account.POST("/users/otp-login/", { body: { phone: "12" } });
  expect(toProblem(error)).toMatchObject({ code: "invalid_input", errors: [{ field: "phone", code: "phone" }] });
  expect(error?.errors[0]?.detail).toMatch(/gültige/);
});

describe("an SMS verification", () => {
  test("goes from the question to the answer: a registration", async () => {
    const account = createAccount({ baseUrl: api.url });
    const names = { first_name: "Jane", last_name: "Roe" };
    const form = { ...newRegistration(), ...names, confirm: true, kvkk_confirm: true };
    const { data, response } = await verify(
      account,
      (step) => account.POST("/users/registration/", { body: { ...form, ...step } }),
      () => newestCode(shop, form.phone),
    );
    expect([response.status, data]).toEqual([201, { key: expect.any(String) }]);
    expect((await account.GET("/current_user/")).data?.phone).toBe(form.phone);
  });

  test("asks again after a wrong code, with one attempt less, and for another one when told to", async () => {
    const { account } = await signedIn();
    const phone = uniquePhone();
    const asked: unknown[] = [];
    const answers = [
      async () => otherThan(await newestCode(shop, phone)),
      async () => {
        await passTime(shop, 60);
        return RESEND;
      },
      () => newestCode(shop, phone),
    ];
    const { data, response } = await verify(
      account,
      (step) => account.PATCH("/users/profile/", { body: { phone, ...step } }),
      async (challenge, problem) => {
        asked.push([challenge?.attempts_left, problem?.code]);
        return (await answers.shift()?.()) ?? null;
      },
    );
    expect([response.status, data && "phone" in data && data.phone]).toEqual([200, phone]);
    expect(asked).toEqual([
      [5, undefined],
      [4, "sms_verification_100_2"],
      [5, undefined],
    ]);
    expect(await messagesTo(shop, phone)).toHaveLength(2);
  });

  test("ends where it is given up or refused for another reason, and is none where no code is needed", async () => {
    const { account, customer } = await signedIn();
    const change = (phone: string) => (step: object) => account.PATCH("/users/profile/", { body: { phone, ...step } });
    expect((await verify(account, change(uniquePhone()), async () => null)).response.status).toBe(202);
    const unchanged = await verify(account, change(String(customer.phone)), () => expect.unreachable());
    expect(unchanged.response.status).toBe(200);
    expect((await verify(account, change("12"), () => expect.unreachable())).response.status).toBe(400);
  });
});

describe("Retry-After", () => {
  const LATER = { status: 503, headers: { "retry-after": "0" } };

  /** A server that gives these answers, one after the other, and notes what it was asked. */
  async function answering(...answers: { status: number; headers: Record<string, string> }[]) {
    const bodies: string[] = [];
    const server = createServer(async (request, response) => {
      bodies.push(Buffer.concat(await request.toArray()).toString());
      const { status, headers } = answers.shift() ?? { status: 200, headers: {} };
      response.writeHead(status, { "content-type": "application/json", ...headers }).end("{}");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { baseUrl, bodies, close: () => server.close() };
  }

  const rename = (options: { baseUrl: string; tries?: number }, signal?: AbortSignal) =>
    createAccount({ token: "any", ...options }).PATCH("/users/profile/", { body: { first_name: "Jane" }, signal });

  test("is waited for, and the same request is sent once more, three times in all", async () => {
    const past = { status: 429, headers: { "retry-after": new Date(0).toUTCString() } };
    const server = await answering(LATER, past, LATER);
    expect((await rename(server)).response.status).toBe(503);
    expect(server.bodies).toEqual(Array(3).fill('{"first_name":"Jane"}'));
    expect((await rename(server)).response.status).toBe(200);
    server.close();
  });

  test("is the caller's to wait for where it is long, and is not heeded in a success", async () => {
    const server = await answering(
      { status: 429, headers: { "retry-after": "3600" } },
      { status: 200, headers: { "retry-after": "0" } },
    );
    const { response } = await rename(server);
    expect([response.status, retryAfterSeconds(response)]).toEqual([429, 3600]);
    expect((await rename(server)).response.status).toBe(200);
    expect(server.bodies).toHaveLength(2);
    server.close();
  });

  test("is not waited for by whoever has given up", async () => {
    const server = await answering({ status: 503, headers: { "retry-after": "9" } });
    const given = new AbortController();
    const asked = rename(server, given.signal);
    await expect.poll(() => server.bodies.length).toBe(1);
    given.abort(new Error("changed my mind"));
    await expect(asked).rejects.toThrow("changed my mind");
    server.close();
  });
});
