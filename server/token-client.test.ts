import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServedApi, serveApi } from "@/lib/testing/api-server";
import { forgetLimits } from "@/lib/testing/challenges";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { newestCode } from "@/lib/testing/mailbox";
import { openShop, type Shop } from "@/lib/testing/shop";

/*
 * The client of customers/me as it is: an app that knows these paths, keeps no cookie, sends the code as a number, shows of a
 * failure only a text in `detail`, `message` or `error`, and takes 401 alone for signed out.
 */

let shop: Shop;
let api: ServedApi;
let place: string;

beforeAll(async () => {
  shop = await openShop();
  api = await serveApi();
  place = `${api.url}/api/shop/customers`;
});
afterAll(() => api.close());

function newApp() {
  let token: string | null = null;
  async function call(method: string, path: string, body?: object) {
    const response = await fetch(`${place}/${path}`, {
      method,
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        origin: "capacitor://localhost",
        ...(token && { authorization: `Token ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const data = await response.json();
    if (data.token) token = data.token;
    const shown = response.ok ? null : (data.detail ?? data.message ?? data.error);
    expect(response.headers.getSetCookie()).toEqual([]);
    return { status: response.status, data, shown };
  }
  return call;
}

test("goes unchanged from a code to the profile, changes it, and signs out for good", async () => {
  await forgetLimits(shop);
  const phone = uniquePhone();
  await createCustomer(shop, { phone, phoneVerifiedAt: new Date() });
  const call = newApp();
  expect(await call("GET", "me")).toMatchObject({ status: 401, shown: expect.any(String) });
  expect(await call("POST", "auth/otp/signin", { mobile_number: "12" })).toMatchObject({
    status: 400,
    shown: "Enter a valid phone number.",
  });
  expect((await call("POST", "auth/otp/signin", { mobile_number: `0${phone.slice(3)}` })).status).toBe(200);
  const code = await newestCode(shop, phone);
  const wrong = Number(code) === 999_999 ? 999_998 : 999_999;
  expect(await call("POST", "auth/otp/signin/verify", { code: wrong })).toMatchObject({
    status: 406,
    shown: "Verification codes do not match.",
  });
  expect((await call("POST", "auth/otp/signin/verify", { code: Number(code) })).status).toBe(200);
  expect(await call("GET", "me")).toMatchObject({ status: 200, data: { mobile_number: phone, first_name: "John" } });
  expect(await call("PATCH", "me", { gender: "x" })).toMatchObject({
    status: 400,
    shown: "This is not a valid choice.",
  });
  expect(await call("PATCH", "me", { first_name: "Behrooz" })).toMatchObject({
    status: 200,
    data: { full_name: "Behrooz Doe" },
  });
  expect((await call("POST", "auth/signout")).status).toBe(200);
  expect(await call("GET", "me")).toMatchObject({ status: 401, shown: "Invalid token." });
});

test("signs up with a password typed twice, and in by the mobile number", async () => {
  const username = `app.${uniquePhone().slice(1)}`;
  const passwords = { password1: "tangerine bicycle", password2: "tangerine bicycle" };
  const call = newApp();
  expect((await call("POST", "auth/pwd/signup", { username, ...passwords })).status).toBe(201);
  const { id } = (await call("GET", "me")).data;
  const phone = uniquePhone();
  await shop.db.customer.update({
    where: { id },
    data: { phone, phoneCanonical: phone, phoneVerifiedAt: new Date() },
  });
  const again = newApp();
  const credentials = { username: phone, password: passwords.password1 };
  expect((await again("POST", "auth/pwd/signin", credentials)).status).toBe(200);
  expect((await again("GET", "me")).data).toMatchObject({ id, mobile_number: phone });
});
