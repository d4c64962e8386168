import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import path from "node:path";
import { routeMetaOf } from "@/lib/platform/http/route-meta";
import { newBrowser } from "@/lib/testing/browser";
import { as, type Client, type Endpoint, type Method, withAdminKey } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { cardForm, newMemberOf, newShopper } from "@/lib/testing/loyalty-shop";
import { newRegistration, uniqueEmail } from "@/lib/testing/registrations";
import type { Shop } from "@/lib/testing/shop";

/* Every route file there is, so that what holds for all of them is proved for those that are yet to come. */

const API = path.resolve("app/api");

export const METHODS: Method[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** By the name of their folder; next-auth's answers for itself. */
export async function everyEndpoint(): Promise<{ name: string; module: Required<Endpoint> }[]> {
  const files = readdirSync(API, { recursive: true, encoding: "utf8" }).filter(
    (file) => path.basename(file) === "route.ts" && !file.includes("[...nextauth]"),
  );
  return Promise.all(
    files.map(async (file) => ({
      name: path.dirname(file).split(path.sep).join("/"),
      module: await import(/* @vite-ignore */ path.join(API, file)),
    })),
  );
}

/** One value for every dynamic part of a path. */
export const PATH_PARAMS = {
  ...{ id: "1", key: "1-unknown", token: "unknown", purpose: "sign_in", name: "CLIENT_TYPES" },
  ...{ device: "unknown", type: "pass.unknown", serial: "5f1f7bb8-2b0c-4c8e-9d39-0c2a4f1e7d60" },
};

export function sendTo(endpoint: Endpoint, method: Method, client: Client, call = {}) {
  return client[method.toLowerCase() as Lowercase<Method>](endpoint, { params: PATH_PARAMS, ...call });
}

/** The methods that an endpoint's own handlers answer. */
export const methodsOf = (endpoint: Required<Endpoint>): Method[] =>
  METHODS.filter((method) => method !== "OPTIONS" && routeMetaOf(endpoint[method])?.summary !== undefined);

/** Answers 404: the shop of the tests has no wallet but in those that are about it. */
export const WALLET_OFF = [
  ...["POST", "DELETE"].map((method) => `${method} wallet/apple/v1/devices/[device]/registrations/[type]/[serial]`),
  "GET wallet/apple/v1/devices/[device]/registrations/[type]",
  ...["GET wallet/apple/v1/passes/[type]/[serial]", "POST wallet/apple/v1/log"],
];

/** Open without a database: what needs none, what tells so in words of its own, and what is refused by its signature before. */
export const WITHOUT_DATABASE = [
  ...WALLET_OFF,
  ...["GET users/passkey-login", "GET csrf_token", "GET openapi.json", "GET health/live", "GET health/ready"],
  ...["POST loyalty-card/events", "POST users/oidc-login", "GET users/oidc-login/callback"],
  ...["POST dev/worlds", "DELETE dev/worlds/[id]", "POST dev/worlds/[id]/reset", "POST dev/worlds/[id]/clock"],
  ...["POST dev/worlds/[id]/faults", "DELETE dev/worlds/[id]/faults", "POST dev/worlds/[id]/personas"],
];

type Caller = "guest" | "customer" | "shopper" | "member" | "admin";

export async function callerOf(shop: Shop, caller: Caller): Promise<Client> {
  if (caller === "guest") return newBrowser();
  if (caller === "admin") return withAdminKey(shop);
  if (caller === "customer") return as(shop, await createCustomer(shop));
  return (caller === "member" ? await newMemberOf(shop) : await newShopper(shop)).client;
}

const PASSWORDS = { new_password1: "tangerine bicycle", new_password2: "tangerine bicycle" };
const newForm = () => cardForm({ phone: uniquePhone(), email: uniqueEmail() });

/** Well-formed, and nobody's. */
const CREDENTIAL = { id: "AQID", rawId: "AQID", type: "public-key" };
const EXAMPLE_ASSERTION = {
  ...CREDENTIAL,
  response: { clientDataJSON: "e30", authenticatorData: "AQID", signature: "AQID", userHandle: "AQID" },
};
const EXAMPLE_ATTESTATION = { ...CREDENTIAL, response: { clientDataJSON: "e30", attestationObject: "AQID" } };

const CONSENTS = ["email_allowed", "sms_allowed", "call_allowed"];

/** Who sends a body to the endpoint that takes one, a body in which nothing is wrong, and what of it may be left out. */
export const BODIES: Record<string, { by: Caller; good: () => Record<string, unknown>; optional?: string[] }> = {
  "admin/customers/[id]": { by: "admin", good: () => ({}) },
  "admin/memberships": { by: "admin", good: () => ({ changes: [] }) },
  "admin/price-lists/[id]": {
    by: "admin",
    good: () => ({ name: "Wholesale", code: randomUUID(), currency: "eur" }),
  },
  "admin/segments/[id]": { by: "admin", good: () => ({ name: "Wholesale", priority: 1, price_list_id: 1 }) },
  "admin/settings/[name]": { by: "admin", good: () => ({ value: {} }) },
  "admin/webhooks": {
    by: "admin",
    good: () => ({ url: "https://crm.example.com/events", types: [] }),
    optional: ["types"],
  },
  "admin/webhooks/[id]": { by: "admin", good: () => ({ is_enabled: true }) },
  "admin/webhooks/[id]/replay": { by: "admin", good: () => ({ from: "1" }) },
  "dev/worlds": { by: "guest", good: () => ({ seed: "empty" }), optional: ["seed"] },
  "dev/worlds/[id]/clock": { by: "guest", good: () => ({ advance: "PT5M" }) },
  "dev/worlds/[id]/faults": { by: "guest", good: () => ({ target: "sms", fault: "refused" }) },
  "dev/worlds/[id]/personas": { by: "guest", good: () => ({}) },
  "loyalty-card/account_proof": { by: "customer", good: () => ({ way: "not_mine" }) },
  "loyalty-card/add_loyalty_card": { by: "shopper", good: newForm, optional: CONSENTS },
  "loyalty-card/add_loyalty_card_otp": { by: "shopper", good: newForm, optional: CONSENTS },
  "loyalty-card/search_exists_create": { by: "shopper", good: () => ({ email: uniqueEmail() }) },
  "loyalty-card/update_loyalty_card": {
    by: "member",
    good: () => {
      const { email: _email, ...form } = newForm();
      return form;
    },
    optional: ["date_of_birth", ...CONSENTS],
  },
  "shop/customers/auth/otp/signin": { by: "guest", good: () => ({ mobile_number: uniquePhone() }) },
  "shop/customers/auth/otp/signin/verify": { by: "guest", good: () => ({ code: 123_456 }) },
  "shop/customers/auth/pwd/signin": { by: "guest", good: () => ({ username: uniqueEmail(), password: "x" }) },
  "shop/customers/auth/pwd/signup": {
    by: "guest",
    good: () => ({ username: uniqueEmail(), password: PASSWORDS.new_password1 }),
  },
  "shop/customers/me": { by: "customer", good: () => ({}) },
  "users/deletion": { by: "customer", good: () => ({}) },
  "users/email-change": {
    by: "customer",
    good: () => ({ email: "new@example.com", emailConfirm: "new@example.com", password: "x" }),
  },
  "users/export": { by: "customer", good: () => ({}) },
  "users/fresh-sign-in": { by: "customer", good: () => ({}) },
  "users/identities/[id]": { by: "customer", good: () => ({ is_allowed: false }) },
  "users/login": { by: "guest", good: () => ({ email: uniqueEmail(), password: "x" }) },
  "users/oidc-login": { by: "guest", good: () => ({ next: "/account" }), optional: ["next"] },
  "users/otp-login": { by: "guest", good: () => ({ phone: uniquePhone() }) },
  "users/passkey-login": { by: "guest", good: () => ({ passkey: EXAMPLE_ASSERTION }) },
  "users/passkey-requirement": { by: "customer", good: () => ({ is_required: false }) },
  "users/passkeys": { by: "customer", good: () => ({ name: "Phone", passkey: EXAMPLE_ATTESTATION }) },
  "users/passkeys/[id]": { by: "customer", good: () => ({ name: "Phone" }) },
  "users/password/change": { by: "customer", good: () => ({ old_password: "x", ...PASSWORDS }) },
  "users/password/reset": { by: "guest", good: () => ({ email: uniqueEmail() }) },
  "users/password/reset/phone": { by: "guest", good: () => ({ phone: uniquePhone() }) },
  "users/recovery-login": { by: "guest", good: () => ({ code: "123456", password: "x" }) },
  "users/release-number": { by: "guest", good: () => ({ code: "123456" }) },
  "users/profile": { by: "customer", good: () => ({ first_name: "Jane" }), optional: ["first_name"] },
  "users/profile-with-loyalty": {
    by: "customer",
    good: () => ({ phone: uniquePhone(), date_of_birth: "2000-01-01" }),
  },
  "users/register-with-loyalty": { by: "guest", good: newRegistration, optional: ["gender", ...CONSENTS] },
  "users/registration": { by: "guest", good: newRegistration, optional: ["date_of_birth", "gender", ...CONSENTS] },
  "users/reset/[key]": { by: "guest", good: () => PASSWORDS },
  "users/tokens": { by: "customer", good: () => ({ name: "Warehouse" }) },
  "verification/[purpose]": { by: "guest", good: () => ({}) },
  "wallet/apple/v1/devices/[device]/registrations/[type]/[serial]": {
    by: "guest",
    good: () => ({ pushToken: "9a1e5c0d7b" }),
  },
  "wallet/apple/v1/log": { by: "guest", good: () => ({ logs: ["the signature is not valid"] }) },
};
