import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import * as exporting from "@/app/api/users/export/route";
import * as freshSignIn from "@/app/api/users/fresh-sign-in/route";
import * as profile from "@/app/api/users/profile/route";
import { issueToken } from "@/lib/auth/token-service";
import type { CustomerRow } from "@/lib/customers/store";
import { DAY_MS } from "@/lib/platform/dates";
import { routeMetaOf } from "@/lib/platform/http/route-meta";
import { newAuthenticator, withPasskey } from "@/lib/testing/authenticator";
import {
  as,
  type Client,
  clientWith,
  type Endpoint,
  guest,
  type Method,
  statusAndBody,
  withSignInToken,
  withToken,
} from "@/lib/testing/client";
import { TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { BODIES, everyEndpoint, methodsOf, sendTo, WALLET_OFF } from "@/lib/testing/endpoints";
import { newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { messagesTo, newestCode } from "@/lib/testing/mailbox";
import { createSegment } from "@/lib/testing/segments";
import { daysLater } from "@/lib/testing/shop";

/* Every handler and whoever may knock: who is let in, who is refused, and that a refusal changes nothing. */

const loyalty = openLoyaltyShop("embedded");

/** An object of one customer's: how to name it, and what must be as it was after somebody else has tried. */
type Named = { params: Record<string, string>; body?: object; refused?: number; state: () => Promise<unknown> };

type Rule = {
  /**
   * To everybody, by the contract: with a CSRF token, without one as real clients send none, from any origin where no
   * cookie is taken or set, or by a signature.
   */
  open?: "csrf" | "no csrf" | "cookieless" | "signed";
  /** Takes a sign-in of the last day. */
  fresh?: true;
  /** Is the way to a fresh sign-in: a personal token never becomes one. */
  renews?: true;
  /** Takes the password or a code with the request, however fresh the sign-in. */
  proof?: true;
  /** Names what belongs to one customer. */
  object?: (owner: Client, customer: CustomerRow) => Promise<Named>;
  body?: () => object;
};

const OPEN: Rule = { open: "csrf" };
const FRESH: Rule = { fresh: true };
const PROOF: Rule = { proof: true };
/** By any live session or token. */
const SIGNED_IN: Rule = {};

/** What handlers do not declare. Only a customer's GET that names nothing needs no line here. */
const RULES: Record<string, Rule> = {
  "GET csrf_token": OPEN,
  "DELETE dev/outbox": { open: "no csrf" },
  "GET dev/outbox": OPEN,
  "POST dev/worlds": { open: "no csrf" },
  "DELETE dev/worlds/[id]": { open: "no csrf" },
  "POST dev/worlds/[id]/clock": { open: "no csrf" },
  "DELETE dev/worlds/[id]/faults": { open: "no csrf" },
  "POST dev/worlds/[id]/faults": { open: "no csrf" },
  "POST dev/worlds/[id]/personas": { open: "no csrf" },
  "POST dev/worlds/[id]/reset": { open: "no csrf" },
  "GET health/live": OPEN,
  "GET health/ready": OPEN,
  "POST loyalty-card/account_proof": SIGNED_IN,
  "POST loyalty-card/add_loyalty_card": FRESH,
  "POST loyalty-card/add_loyalty_card_otp": SIGNED_IN,
  "POST loyalty-card/delete_loyalty": SIGNED_IN,
  "POST loyalty-card/events": { open: "signed" },
  "POST loyalty-card/search_exists_create": SIGNED_IN,
  "POST loyalty-card/update_loyalty_card": FRESH,
  "GET openapi.json": OPEN,
  "POST shop/customers/auth/otp/signin": { open: "cookieless" },
  "POST shop/customers/auth/otp/signin/verify": { open: "cookieless" },
  "POST shop/customers/auth/pwd/signin": { open: "cookieless" },
  "POST shop/customers/auth/pwd/signup": { open: "cookieless" },
  "POST shop/customers/auth/signout": SIGNED_IN,
  "PATCH shop/customers/me": SIGNED_IN,
  "PATCH users/anonymize": FRESH,
  "POST users/deletion": PROOF,
  "DELETE users/deletion": SIGNED_IN,
  "POST users/email-change": PROOF,
  "GET users/email-set-primary/[token]": OPEN,
  "POST users/email-set-primary/[token]": OPEN,
  "POST users/export": FRESH,
  "GET users/export/[key]": {
    object: async (owner) => {
      const { url } = (await owner.post(exporting, { body: {} })).body;
      return { params: { key: /export\/([^/]+)\//.exec(url)?.[1] ?? "" }, state: async () => null };
    },
  },
  "POST users/fresh-sign-in": { renews: true, body: () => ({ password: TEST_PASSWORD }) },
  "PATCH users/identities/[id]": { ...FRESH, object: identity },
  "POST users/login": { open: "no csrf" },
  "POST users/logout": { open: "no csrf" },
  "POST users/oidc-login": OPEN,
  "GET users/oidc-login/callback": OPEN,
  "POST users/otp-login": OPEN,
  "GET users/passkey-login": OPEN,
  "POST users/passkey-login": OPEN,
  "PATCH users/passkey-requirement": FRESH,
  "POST users/passkeys": FRESH,
  "POST users/passkeys/options": FRESH,
  "PATCH users/passkeys/[id]": { object: passkey },
  "DELETE users/passkeys/[id]": { ...FRESH, object: passkey },
  "POST users/password/change": PROOF,
  "POST users/password/reset": OPEN,
  "POST users/password/reset/phone": OPEN,
  "PATCH users/profile": { fresh: true, body: () => ({ phone: uniquePhone() }) },
  "PATCH users/profile-with-loyalty": FRESH,
  "POST users/register-with-loyalty": OPEN,
  "POST users/registration": { open: "no csrf" },
  "GET users/registration/account-confirm-email/[token]": OPEN,
  "POST users/registration/account-confirm-email/[token]": OPEN,
  "POST users/registration/resend-email": SIGNED_IN,
  "POST users/recovery-login": OPEN,
  "POST users/release-number": OPEN,
  "POST users/reset/[key]": OPEN,
  "POST users/segments/[id]/set": {
    object: async (_owner, customer) => {
      const { id } = await createSegment(loyalty.shop, { customers: [customer] });
      const state = () => loyalty.shop.db.customer.count({ where: { activeSegmentId: id } });
      return { params: { id: String(id) }, refused: 406, state };
    },
  },
  "DELETE users/sessions": SIGNED_IN,
  "DELETE users/sessions/[id]": {
    object: async (_owner, { id: customerId }) => {
      const ids = () => loyalty.shop.db.session.findMany({ where: { customerId }, select: { id: true } });
      return { params: { id: String((await ids())[0]?.id) }, state: ids };
    },
  },
  "POST users/tokens": FRESH,
  "DELETE users/tokens/[id]": {
    object: async (_owner, { id: customerId }) => {
      const { row } = await issueToken(loyalty.shop, customerId, { name: "own", expiresAt: null });
      const state = () => loyalty.shop.db.apiToken.count({ where: { customerId } });
      return { params: { id: String(row.id) }, state };
    },
  },
  "POST users/undo/[token]": OPEN,
  ...Object.fromEntries(WALLET_OFF.map((line) => [line, line.startsWith("GET") ? OPEN : { open: "no csrf" as const }])),
  "GET verification/[purpose]": { ...OPEN, object: phoneChange },
  "POST verification/[purpose]": {
    ...OPEN,
    object: async (owner, customer) => ({ ...(await phoneChange(owner, customer)), refused: 406 }),
  },
};

async function passkey(owner: Client, { id: customerId }: CustomerRow): Promise<Named> {
  const { id } = (await withPasskey(owner, newAuthenticator())).body;
  const state = () => loyalty.shop.db.passkey.findMany({ where: { customerId } });
  return { params: { id: String(id) }, body: { name: "Mine" }, state };
}

async function identity(_owner: Client, { id: customerId }: CustomerRow): Promise<Named> {
  const data = { customerId, issuer: "https://login.example/", subject: randomUUID() };
  const { id } = await loyalty.shop.db.externalIdentity.create({ data });
  const state = () => loyalty.shop.db.externalIdentity.findMany({ where: { customerId } });
  return { params: { id: String(id) }, body: { is_allowed: false }, state };
}

/** A challenge that waits for its code, which anybody may have seen. */
async function phoneChange(owner: Client, { id }: CustomerRow): Promise<Named> {
  const phone = uniquePhone();
  await owner.patch(profile, { body: { phone } });
  const state = () => loyalty.shop.db.customer.findUnique({ where: { id }, select: { phone: true } });
  const body = { code: await newestCode(loyalty.shop, phone) };
  return { params: { purpose: "phone_change" }, body, state };
}

/** Answer 404 whatever the method: the rest, and what is open for measuring only. */
const UNKNOWN = new Set(["[...path]", "bench"]);

const operations = (await everyEndpoint())
  // The back office has a matrix of its own: admin/authorization.test.ts.
  .filter(({ name }) => !UNKNOWN.has(name) && !name.startsWith("admin/"))
  .flatMap(({ name, module }) =>
    methodsOf(module)
      .filter((method) => method !== "HEAD")
      .map((method) => {
        const meta = routeMetaOf(module[method]);
        const isPlain = method === "GET" && meta?.auth === "customer" && !meta.params;
        return { ...operation(name, module, method), meta, isPlain, rule: RULES[`${method} ${name}`] ?? SIGNED_IN };
      }),
  );

function operation(name: string, module: Required<Endpoint>, method: Method) {
  const bodyOf = RULES[`${method} ${name}`]?.body ?? BODIES[name]?.good ?? (() => undefined);
  const newBody = (): { phone?: string } | undefined => (method === "GET" ? undefined : bodyOf());
  const send = (client: Client, call: object = {}) => sendTo(module, method, client, { body: newBody(), ...call });
  const newOwner = () => (BODIES[name]?.by === "member" ? newMemberOf : newShopper)(loyalty.shop);
  return { name, method, newBody, send, newOwner };
}

const ofCustomers = operations.filter(({ rule }) => !rule.open);

const NOT_SIGNED_IN = {
  status: 401,
  body: { detail: "Authentication credentials were not provided.", code: "not_authenticated" },
};
const BAD_TOKEN = { status: 401, body: { detail: "Invalid token.", code: "token_invalid" } };
const CSRF_FAILED = {
  status: 403,
  body: { detail: "CSRF verification failed. Request aborted.", code: "csrf_failed" },
};

/** What somebody holds, and how many days old the sign-in is. */
const ACCESS = [
  ["a cookie", as, 0],
  ["a sign-in token", withSignInToken, 0],
  ["a personal token", withToken, 0],
  ["a cookie of yesterday", as, 1.01],
  ["a sign-in token of yesterday", withSignInToken, 1.01],
] as const;

const rowOf = ({ id }: { id: number }) =>
  loyalty.shop.db.customer.findUniqueOrThrow({ where: { id }, include: { consentEvents: true, loyaltyCard: true } });

test("every operation has its line, and what it declares is what stands there", () => {
  const declared = (keep: (one: (typeof operations)[number]) => boolean) =>
    operations.filter(keep).map(({ method, name }) => `${method} ${name}`);
  const listed = (keep: (rule: Rule) => unknown) => Object.keys(RULES).filter((line) => keep(RULES[line] ?? {}));
  expect(declared(({ isPlain }) => !isPlain).sort()).toEqual(Object.keys(RULES).sort());
  expect(declared(({ meta }) => meta?.auth !== "customer").sort()).toEqual(listed(({ open }) => open).sort());
  expect(declared(({ meta }) => (meta?.csrf ?? "required") !== "required").sort()).toEqual(
    listed(({ open }) => open && open !== "csrf").sort(),
  );
  expect(declared(({ meta }) => meta?.params !== undefined).sort()).toEqual(
    expect.arrayContaining(listed(({ object }) => object)),
  );
});

describe.each(ofCustomers)("$method $name", ({ method, newBody, send, newOwner, rule }) => {
  test("is 401 in JSON, never a redirect, for guests and for whatever has expired or was revoked; nothing changes", async () => {
    const { shop } = loyalty;
    const { customer, client } = await newOwner();
    const own = { id: customer.id };
    const short = await issueToken(shop, customer.id, { name: "short", expiresAt: new Date(Date.now() + DAY_MS) });
    const expiring = clientWith({ authorization: `Token ${short.token}` });
    const [signIn, personal] = [await withSignInToken(shop, customer), await withToken(shop, customer)];
    const before = await rowOf(customer);
    const refuses = async (expected: object, ...clients: Client[]) => {
      for (const one of clients) {
        const answer = await send(one);
        expect(statusAndBody(answer)).toEqual(expected);
        expect(answer.headers.get("location")).toBeNull();
      }
    };
    await refuses(NOT_SIGNED_IN, guest(), clientWith({}), clientWith({ cookie: "undefined" }));
    await refuses(BAD_TOKEN, clientWith({ ...client.headers, authorization: "Token unknown" }));
    // Fourteen days without use, and thirty in all.
    const sessions = { customerId: customer.id };
    for (const days of [15, 31]) {
      await daysLater(shop, days, async () => {
        await refuses(NOT_SIGNED_IN, client);
        await refuses(BAD_TOKEN, signIn, expiring);
      });
      await shop.db.session.updateMany({ where: sessions, data: { lastSeenAt: new Date(Date.now() + 30 * DAY_MS) } });
    }
    await shop.db.customer.update({ where: own, data: { isActive: false } });
    await refuses(NOT_SIGNED_IN, client);
    await refuses(BAD_TOKEN, signIn, personal);
    await shop.db.customer.update({ where: own, data: { isActive: true } });
    await shop.db.session.deleteMany({ where: sessions });
    await shop.db.apiToken.deleteMany({ where: sessions });
    await refuses(NOT_SIGNED_IN, client);
    await refuses(BAD_TOKEN, signIn, personal);
    expect(await rowOf(customer)).toEqual(before);
  });

  if (method !== "GET") {
    test("is 403 by cookie without a CSRF token and from another site; a token in the header needs none", async () => {
      const { customer, client } = await newOwner();
      const before = await rowOf(customer);
      const bare = await send(clientWith({ cookie: client.headers.cookie ?? "" }));
      const foreign = await send(client, { headers: { origin: "https://evil.example" } });
      expect([bare, foreign].map(statusAndBody)).toEqual([CSRF_FAILED, CSRF_FAILED]);
      expect(await rowOf(customer)).toEqual(before);
      const bearer = await send(await withToken(loyalty.shop, customer));
      expect(bearer.body?.detail).not.toBe(CSRF_FAILED.body.detail);
    });
  }

  test.each(method === "GET" ? ACCESS.slice(0, 3) : ACCESS)(
    "lets in by %s, unless it takes more",
    async (_name, clientOf, days) => {
      const { customer } = await newOwner();
      const client = await clientOf(loyalty.shop, customer);
      const isPersonal = clientOf === withToken;
      const before = await rowOf(customer);
      const body = newBody();
      await daysLater(loyalty.shop, days, async () => {
        const answer = await send(client, { body });
        if ((rule.fresh && (isPersonal || days > 0)) || (rule.renews && isPersonal)) {
          expect(answer).toMatchObject({ status: 403, body: { code: "fresh_sign_in_required" } });
          expect(await rowOf(customer)).toEqual(before);
          if (body?.phone) expect(await messagesTo(loyalty.shop, body.phone)).toEqual([]);
          if (isPersonal || rule.renews) return;
          await client.post(freshSignIn, { body: { password: TEST_PASSWORD } });
          expect([200, 201, 202, 400, 404]).toContain((await send(client, { body })).status);
        } else if (rule.proof) {
          expect([202, 400]).toContain(answer.status);
          expect(await rowOf(customer)).toEqual(before);
        } else expect([200, 201, 202, 204, 302, 400, 404, 406]).toContain(answer.status);
      });
    },
  );
});

describe.each(operations.filter(({ rule }) => rule.object))("$method $name", ({ method, send, newOwner, rule }) => {
  test("is closed to another customer by whatever they hold, changes nothing then, and is open to its own", async () => {
    const { customer, client } = await newOwner();
    const named = await (rule.object as NonNullable<Rule["object"]>)(client, customer);
    const call = { params: named.params, body: method === "GET" ? undefined : named.body };
    const before = [await rowOf(customer), await named.state()];
    const other = await newOwner();
    const others = [
      other.client,
      ...(await Promise.all([withSignInToken, withToken].map((of) => of(loyalty.shop, other.customer)))),
    ];
    const refused = [named.refused ?? 404, ...(rule.fresh ? [403] : [])];
    for (const one of others) expect(refused).toContain((await send(one, call)).status);
    expect([401, 404]).toContain((await send(guest(), call)).status);
    expect([await rowOf(customer), await named.state()]).toEqual(before);
    expect([200, 204]).toContain((await send(client, call)).status);
  });
});

describe.each(operations.filter(({ rule }) => rule.open))("$method $name", ({ method, send, newOwner, rule }) => {
  test("asks nobody who they are: a dead session is as good as none", async () => {
    const { customer, client } = await newOwner();
    await loyalty.shop.db.session.deleteMany({ where: { customerId: customer.id } });
    const [dead, none] = [await send(client), await send(guest())];
    expect(dead.status).toBe(none.status);
    if (rule.open === "signed") expect(none.status).toBe(401);
    else expect([200, 201, 202, 204, 400, 404, 406]).toContain(none.status);
  });

  if (method === "GET") return;

  test("is 403 without a CSRF token, except where real clients send none, and from another site but where no cookie is", async () => {
    for (const client of [clientWith({}), clientWith({ cookie: "undefined", "accept-language": "undefined" })]) {
      const answer = await send(client, { body: undefined });
      if (rule.open === "csrf") expect(statusAndBody(answer)).toEqual(CSRF_FAILED);
      else expect(rule.open === "signed" ? [401] : [200, 204, 400, 404]).toContain(answer.status);
    }
    for (const client of [clientWith({}), guest()]) {
      const { status, body, headers } = await send(client, { headers: { origin: "https://evil.example" } });
      if (rule.open === "cookieless") expect([200, 201, 400, 406]).toContain(status);
      else expect({ status, detail: [body.detail].flat() }).toEqual({ status: 403, detail: [CSRF_FAILED.body.detail] });
      expect(headers.getSetCookie()).toEqual([]);
    }
  });
});
