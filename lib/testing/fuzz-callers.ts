import { randomBytes, randomUUID } from "node:crypto";
import { issueToken } from "@/lib/auth/token-service";
import { canonicalEmail } from "@/lib/contact/email-rules";
import type { CustomerRow } from "@/lib/customers/store";
import { hashPassword } from "@/lib/platform/password-hash";
import { sha256 } from "@/lib/platform/secrets";
import { createExportLink } from "@/lib/privacy/export-service";
import { newBrowser } from "@/lib/testing/browser";
import { actorOf, TEST_CONTEXT } from "@/lib/testing/challenges";
import { as, newSession, withToken } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { BODIES } from "@/lib/testing/endpoints";
import type { Fault } from "@/lib/testing/fuzz-answers";
import type { FuzzOperation, FuzzRequest } from "@/lib/testing/fuzz-wire";
import { newMemberOf } from "@/lib/testing/loyalty-shop";
import type { RawAnswer } from "@/lib/testing/raw-http";
import { uniqueEmail } from "@/lib/testing/registrations";
import { createSegment } from "@/lib/testing/segments";
import type { Shop } from "@/lib/testing/shop";

/* Who sends a request, what would succeed for them, and somebody else whom no answer may name. */

export type Caller = { customer: CustomerRow; headers: Record<string, string>; known: Record<string, string> };

const CANARY = {
  email: "zephyrine.quillfeather@canary.example",
  phone: "+905339870617",
  username: "zephyrine-quillfeather",
};
/** By what the canary is recognised in an answer; those that a request itself names may come back. */
const MARKS: Record<string, string> = {
  email: "quillfeather@canary",
  phone: "5339870617",
  username: CANARY.username,
  name: "Zéphyrine",
  lastName: "Quillfeather",
  birth: "1931-07-29",
  attribute: "canary-attribute",
  tokenName: "canary-token-name",
};

/** @returns what of the canary an answer has */
export function leakIn(answer: RawAnswer, request: FuzzRequest): Fault | null {
  const said = `${answer.body.toString()}\n${[...answer.headers].flat().join("\n")}`;
  const sent = JSON.stringify(request);
  const leaked = Object.entries(MARKS).find(
    ([what, mark]) => said.includes(mark) && !sent.includes(`{{canary.${what}}}`),
  );
  return leaked ? { kind: `the answer has somebody else's ${leaked[0]}`, detail: said.slice(0, 2000) } : null;
}

/** Operations that answer with a question, beside those that have a question of their own below. */
export const ASKING = new Set([
  "loyalty-card/add_loyalty_card",
  "loyalty-card/update_loyalty_card",
  "shop/customers/auth/otp/signin/verify",
  "users/otp-login",
  "users/profile",
  "users/profile-with-loyalty",
  "users/register-with-loyalty",
  "users/registration",
  "verification/[purpose]",
]);

export const QUESTIONS: Record<string, (caller: Caller) => [path: string, body: object]> = {
  "shop/customers/auth/otp/signin/verify": ({ known }) => [
    "/api/shop/customers/auth/otp/signin",
    { mobile_number: known.phone },
  ],
  "verification/[purpose]": ({ known }) => ["/users/otp-login/", { phone: known.phone }],
};

/** A body that succeeds, where that of lib/testing/endpoints.ts is only well-formed. */
const BETTER: Record<string, (caller: Caller) => Record<string, unknown>> = {
  "shop/customers/auth/otp/signin": ({ known }) => ({ mobile_number: known.phone }),
  "shop/customers/auth/pwd/signin": ({ known }) => ({ username: known.email, password: TEST_PASSWORD }),
  "users/email-change": () => {
    const email = uniqueEmail();
    return { email, emailConfirm: email, password: TEST_PASSWORD };
  },
  "users/login": ({ known }) => ({ email: known.email, password: TEST_PASSWORD }),
  "users/otp-login": ({ known }) => ({ phone: known.phone }),
  "users/password/change": () => ({ old_password: TEST_PASSWORD }),
  "users/profile": () => ({ phone: uniquePhone() }),
  "loyalty-card/add_loyalty_card_otp": ({ known }) => ({ phone: known.phone, email: known.email }),
  "loyalty-card/events": ({ known }) => ({
    id: randomUUID(),
    type: "points.credit",
    email: known.email,
    points: 10,
    description: "An order",
  }),
};

export function goodBody({ method }: FuzzOperation, name: string, caller: Caller): Record<string, unknown> {
  return method === "GET" ? {} : { ...BODIES[name]?.good(), ...BETTER[name]?.(caller) };
}

/** What the dynamic part of a path is for the caller. */
export const PARTS: Record<string, (shop: Shop, customer: CustomerRow) => Promise<string>> = {
  "/api/verification/{purpose}": async () => "sign_in",
  "/users/segments/{id}/set/": async (shop, customer) =>
    String((await createSegment(shop, { customers: [customer] })).id),
  "/api/users/sessions/{id}/": async (shop, customer) => {
    const token = await newSession(shop, customer);
    const { id } = await shop.db.session.findUniqueOrThrow({
      where: { tokenHash: sha256(token) },
      select: { id: true },
    });
    return String(id);
  },
  "/api/users/tokens/{id}/": async (shop, { id, username }) => {
    const name = username === CANARY.username ? (MARKS.tokenName ?? "") : "own";
    return String((await issueToken(shop, id, { name, expiresAt: null })).row.id);
  },
  "/api/users/export/{key}/": async (shop, customer) => {
    const { url } = await createExportLink(shop, await actorOf(shop, customer), undefined, TEST_CONTEXT);
    return url.split("/").at(-2) ?? "";
  },
  "/users/reset/{key}/": async (shop, { id }) => `${id.toString(36)}-${await mailedLink(shop, id, null)}`,
  "/users/email-set-primary/{token}/": (shop, { id }) => mailedLink(shop, id, uniqueEmail()),
};

async function mailedLink({ db }: Shop, customerId: number, email: string | null): Promise<string> {
  const token = randomBytes(32).toString("hex");
  const purpose = email === null ? "password_reset" : "email_change";
  const expiresAt = new Date(Date.now() + 3_600_000);
  await db.emailLink.create({ data: { purpose, customerId, tokenHash: sha256(token), email, expiresAt } });
  return token;
}

export async function createCaller(shop: Shop, kind: FuzzRequest["caller"]): Promise<Caller> {
  const own = { phoneVerifiedAt: new Date() };
  const { customer, client } =
    kind === "member" ? await newMemberOf(shop) : { customer: await createCustomer(shop, own), client: null };
  if (kind === "guest") return { customer, headers: { ...newBrowser().headers }, known: knownOf(customer) };
  const { headers } = client ?? (kind === "token" ? await withToken(shop, customer) : await as(shop, customer));
  return { customer, headers: { ...headers }, known: knownOf(customer) };
}

function knownOf({ id, email, phone, username }: CustomerRow): Record<string, string> {
  return { id: String(id), email: email ?? "", phone: phone ?? "", username, password: TEST_PASSWORD };
}

/** Somebody else, whom every answer is searched for. */
export async function createCanary(shop: Shop) {
  const { email, phone, username } = CANARY;
  const { customer } = await newMemberOf(shop, {
    ...CANARY,
    emailAllowed: true,
    firstName: MARKS.name,
    lastName: MARKS.lastName,
    // The callers' own would open the account.
    passwordHash: await hashPassword("the canary's own password"),
    dateOfBirth: new Date(MARKS.birth ?? ""),
    attributes: { note: MARKS.attribute },
  });
  const { id: memberId } = await shop.db.loyaltyMember.findFirstOrThrow({
    where: { emailCanonical: canonicalEmail(email) },
    select: { id: true },
  });
  const parts: Record<string, string> = {};
  for (const [path, create] of Object.entries(PARTS)) {
    // Whoever holds a mailed link may follow it.
    if (!/reset|set-primary|verification/.test(path)) parts[path] = await create(shop, customer);
  }
  const session = parts["/api/users/sessions/{id}/"] ?? "";
  const token = parts["/api/users/tokens/{id}/"] ?? "";
  const known = { id: String(customer.id), email, phone, username, session, token, password: "wrong password" };
  return { customer, memberId, parts, known };
}
