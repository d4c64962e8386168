import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import * as csrfToken from "@/app/api/csrf_token/route";
import * as currentUser from "@/app/api/current_user/route";
import * as verifyToken from "@/app/api/shop/customers/auth/otp/signin/verify/route";
import * as emailLink from "@/app/api/users/email-set-primary/[token]/route";
import * as logout from "@/app/api/users/logout/route";
import * as otpLogin from "@/app/api/users/otp-login/route";
import * as changePassword from "@/app/api/users/password/change/route";
import * as profile from "@/app/api/users/profile/route";
import * as registration from "@/app/api/users/registration/route";
import * as resetPassword from "@/app/api/users/reset/[key]/route";
import * as verification from "@/app/api/verification/[purpose]/route";
import type { CustomerRow } from "@/lib/customers/store";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import { anyHeader } from "@/lib/testing/arbitraries";
import { as, type Client, clientWith } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { newRegistration } from "@/lib/testing/registrations";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";

/* Whatever the headers say: never a 5xx, never somebody else's account, always one of our languages. */

let shop: Shop;
let customer: CustomerRow;
let client: Client;
beforeAll(async () => {
  shop = await openShop();
  customer = await createCustomer(shop);
  client = await as(shop, customer);
});

const credentials = {
  cookie: fc.oneof(
    anyHeader,
    anyHeader.map((value) => `osessionid=${value}`),
  ),
  authorization: fc.oneof(
    anyHeader,
    anyHeader.map((value) => `Token ${value}`),
  ),
};
const harmless = Object.fromEntries(
  ["accept-language", "x-csrftoken", "x-cookie", "x-forwarded-for", "user-agent", "origin", "sec-fetch-site"]
    .concat("if-match", "if-none-match", "idempotency-key")
    .map((name) => [name, anyHeader]),
);
const anyOf = (headers: Record<string, fc.Arbitrary<string>>) =>
  fc.record(headers, { requiredKeys: [] }).map((sent) => sent as Record<string, string>);
const strangers = anyOf({ ...credentials, ...harmless });

test("any headers let nobody in, verify nothing, follow no link and change no password", async () => {
  const code = { code: "123456" };
  const passwords = { new_password1: "another long one", new_password2: "another long one" };
  await fc.assert(
    fc.asyncProperty(strangers, async (headers) => {
      const stranger = clientWith(headers);
      const refused: [{ status: number }, number[]][] = [
        [await stranger.get(currentUser), [401]],
        [await stranger.patch(profile, { body: {} }), [401, 403]],
        [await stranger.get(csrfToken), [200, 401]],
        [await stranger.post(logout), [200, 401, 403]],
        [await stranger.post(otpLogin, { body: { phone: customer.phone, ...code } }), [401, 403, 406]],
        [await stranger.post(registration, { body: newRegistration(code) }), [401, 403, 406]],
        [await stranger.post(verifyToken, { body: code }), [403, 406]],
        [await stranger.get(verification, { params: { purpose: "sign_in" } }), [401, 404]],
        [await stranger.post(verification, { params: { purpose: "sign_in" }, body: code }), [401, 403, 406]],
        [await stranger.get(emailLink, { params: { token: "unknown" }, headers: { accept: "*/*" } }), [404]],
        [await stranger.post(resetPassword, { params: { key: "1-unknown" }, body: passwords }), [400, 401, 403]],
        [await stranger.post(changePassword, { body: { old_password: "x", ...passwords } }), [401]],
      ];
      for (const [{ status }, expected] of refused) expect(expected).toContain(status);
    }),
    { numRuns: 60 },
  );
});

test("any headers let nobody in where X-Cookie is read either", async () => {
  const env = { ...shop.env, ENABLE_X_COOKIE_HEADER: true, TRUSTED_PROXIES: 2 };
  await serveWith(shop, { env }, () =>
    fc.assert(
      fc.asyncProperty(strangers, async (headers) => {
        expect((await clientWith(headers).get(currentUser)).status).toBe(401);
      }),
      { numRuns: 50 },
    ),
  );
});

test("any headers beside a good session are answered in one of our languages", async () => {
  await fc.assert(
    fc.asyncProperty(anyOf(harmless), async (headers) => {
      const answer = await client.get(profile, { headers });
      expect([200, 304]).toContain(answer.status);
      expect(LANGUAGES).toContain(answer.headers.get("content-language"));
      expect([200, 400, 403, 412]).toContain((await client.patch(profile, { headers, body: {} })).status);
    }),
    { numRuns: 60 },
  );
});

test("If-Match of any numbers matches nothing by accident and breaks nothing", async () => {
  const number = fc.oneof(fc.bigInt().map(String), fc.integer().map(String), fc.constantFrom("0", "1", "NaN", ""));
  const version = () => shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } }).then((row) => row.version);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(String(customer.id), "0"), number, async (id, other) => {
      const expected = id === String(customer.id) && other === String(await version()) ? 200 : 412;
      const answer = await client.patch(profile, { body: {}, headers: { "if-match": `"${id}-${other}-en"` } });
      expect(answer.status).toBe(expected);
    }),
    { numRuns: 60 },
  );
});
