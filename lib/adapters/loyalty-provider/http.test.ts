import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { httpLoyalty } from "@/lib/adapters/loyalty-provider/http";
import { type FieldNames, fieldPaths, toOurNames, toTheirNames } from "@/lib/adapters/loyalty-provider/http-fields";
import { accountResponse } from "@/lib/adapters/loyalty-provider/http-responses";
import { signLoyaltyRequest } from "@/lib/adapters/loyalty-provider/http-signature";
import { LoyaltyRefusedError, LoyaltyUnavailableError } from "@/lib/adapters/loyalty-provider/port";
import { MEMBER_FIELDS } from "@/lib/settings/schema";
import { type FaultyServer, type ReceivedCall, type ServedResponse, serveFaulty } from "@/lib/testing/faulty-service";
import { CONTACT, newMember } from "@/lib/testing/loyalty-providers";
import { type ReferenceSettings, startLoyaltyReferenceServer } from "@/lib/testing/loyalty-reference-server";

/* What the contract over HTTP promises beyond the contract of every programme. */

const SECRET = "an example secret, never a real one";
const DOCUMENT = readFileSync("docs/loyalty-http.md", "utf8");

const options = () => ({ signal: AbortSignal.timeout(15_000) });
const write = (key: string = randomUUID()) => ({ ...options(), key });

const opened: FaultyServer[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

async function reference(settings: Partial<ReferenceSettings> = {}) {
  const server = await startLoyaltyReferenceServer({ secret: SECRET, ...settings });
  opened.push(server);
  return { server, provider: httpLoyalty({ baseUrl: server.url, secret: SECRET, fields: {}, contact: CONTACT }) };
}

/** A programme that answers everything in one way, and what it was asked. */
async function answering(
  answer: (call: ReceivedCall) => ServedResponse,
  { path = "", fields = {} as FieldNames } = {},
) {
  const received: ReceivedCall[] = [];
  const server = await serveFaulty({
    operationOf: () => "any",
    answer(call) {
      received.push(call);
      return answer(call);
    },
    distort: (response) => response,
    state: () => ({}),
  });
  opened.push(server);
  const provider = httpLoyalty({ baseUrl: `${server.url}${path}`, secret: SECRET, fields, contact: CONTACT });
  return { provider, received };
}

/** The body of the example that begins with a text. */
function documented(start: string): unknown {
  const block = DOCUMENT.slice(DOCUMENT.indexOf(start));
  return JSON.parse(block.slice(0, block.indexOf("```")).replace("200 ", ""));
}

describe("signature", () => {
  const vectors = [
    {
      parts: {
        timestamp: 1_767_225_600,
        method: "POST",
        target: "/v1/members",
        key: "join-42",
        body: JSON.stringify({ first_name: "Ayşe", last_name: "Yılmaz", phone: "+905551234567" }),
      },
      signature: signatureAfter("POST /v1/members "),
    },
    {
      parts: {
        timestamp: 1_767_225_600,
        method: "GET",
        target: "/v1/members?phone=%2B905551234567&email=ayse%40example.com",
        key: "",
        body: "",
      },
      signature: signatureAfter("GET /v1/members?phone=%2B905551234567&email=ayse%40example.com  "),
    },
  ];

  function signatureAfter(request: string): string | undefined {
    return /X-Loyalty-Signature: (v1=[0-9a-f]{64})/.exec(DOCUMENT.slice(DOCUMENT.indexOf(request)))?.[1];
  }

  test.each(vectors)("is the one that the document gives for $parts.method", ({ parts, signature }) => {
    expect(signLoyaltyRequest(SECRET, parts)).toBe(signature);
  });

  test("is the one that the document's program for Node makes and accepts", async () => {
    const program = /```js\n([\s\S]*?)```/.exec(DOCUMENT)?.[1] ?? "";
    const { sign, isSigned } = await import(`data:text/javascript,${encodeURIComponent(program)}`);
    for (const { parts, signature } of vectors) expect(sign(SECRET, parts)).toBe(signature);
    const { provider, received } = await answering(() => ({ status: 409, body: { error: "no" } }), { path: "/v1/" });
    await expect(provider.create(newMember(), write())).rejects.toBeInstanceOf(LoyaltyRefusedError);
    await expect(provider.search({ phone: "+90555", email: "ö'(x)*!@example.com" }, options())).rejects.toThrow("409");
    expect(received.map(({ path }) => path)).toEqual(["/v1/members", "/v1/members"]);
    for (const { method, target, header, body } of received) {
      const names = ["x-loyalty-timestamp", "x-loyalty-signature", "idempotency-key"];
      const headers = Object.fromEntries(names.map((name) => [name, header(name)]));
      expect(isSigned(SECRET, { method, url: target, headers }, body)).toBe(true);
      expect(isSigned("another", { method, url: target, headers }, body)).toBe(false);
      expect(isSigned(SECRET, { method, url: `${target}&more=1`, headers }, body)).toBe(false);
      expect(isSigned(SECRET, { method, url: target, headers }, `${body} `)).toBe(false);
      expect(isSigned(SECRET, { method, url: target, headers: { ...headers, "idempotency-key": "x" } }, body)).toBe(
        false,
      );
      expect(isSigned(SECRET, { method, url: target, headers: {} }, body)).toBe(false);
    }
  });

  test("is refused by the reference server when it is old", async () => {
    const { server } = await reference();
    const ask = async (age: number) => {
      const timestamp = Math.floor(Date.now() / 1000) - age;
      const target = "/members?phone=%2B905551234567";
      const signature = signLoyaltyRequest(SECRET, { timestamp, method: "GET", target, key: "", body: "" });
      const headers = { "x-loyalty-timestamp": String(timestamp), "x-loyalty-signature": signature };
      return (await fetch(`${server.url}${target}`, { headers })).status;
    };
    expect([await ask(0), await ask(290), await ask(310), await ask(-310)]).toEqual([200, 200, 401, 401]);
  });
});

describe("the document's examples", () => {
  test("of a balance is accepted", async () => {
    const body = documented('200 {\n  "account_number": "R4711081500",\n  "points"');
    const { provider } = await answering(() => ({ status: 200, body }));
    expect(await provider.balance("R4711081500", options())).toEqual({
      points: 1240,
      owedPoints: 0,
      pendingPoints: 80,
      expiring: { points: 200, at: new Date("2026-12-31T21:00:00Z") },
      tier: { name: "Silver", next: { name: "Gold", missingPoints: 760 } },
    });
  });

  test("of an account number in a path is what is sent", async () => {
    const [, number = "", path] = /of\s`([^`]+)`\sit\smakes\s`([^`]+)`/.exec(DOCUMENT) ?? [];
    const { provider, received } = await answering(() => ({ status: 404, body: { error: "no" } }));
    expect(await provider.read(number, options())).toBeNull();
    expect(received.map(({ target }) => target)).toEqual([path]);
  });

  test("of a ledger is accepted", async () => {
    const body = documented('200 {\n  "account_number": "R4711081500",\n  "entries"');
    const { provider } = await answering(() => ({ status: 200, body }));
    const page = await provider.ledger?.("R4711081500", { before: null, limit: 2 }, options());
    expect(page?.next).toBe("877");
    expect(page?.entries[1]).toEqual({
      id: "877",
      at: new Date("2026-02-11T06:30:00Z"),
      kind: "earn",
      points: 340,
      balance: 1340,
      description: "Order 10101",
      availableAt: null,
      expiresAt: new Date("2027-02-11T00:00:00Z"),
    });
  });

  test("of a member is accepted, and one that says little too", async () => {
    const body = documented('{\n  "account_number": "R4711081500",\n  "first_name"');
    const { provider } = await answering(({ path }) => ({
      status: 200,
      body: path.endsWith("R1") ? { account_number: "R1" } : body,
    }));
    expect(await provider.read("R4711081500", options())).toMatchObject({ firstName: "Ayşe", callAllowed: null });
    expect(await provider.read("R1", options())).toMatchObject({ firstName: "", phone: null, isActive: true });
  });
});

describe("field names", () => {
  const NAMES: FieldNames = {
    account_number: "card.no",
    first_name: "profile.given",
    email_allowed: "profile.mail.ok",
  };

  test("hold in requests and responses, nested too", async () => {
    const { provider, received } = await answering(
      ({ path }) => ({
        status: 200,
        body: { card: { no: "R1" }, profile: { given: "Ayşe", mail: { ok: false } }, last_name: "Öz", points: 7, path },
      }),
      { fields: NAMES },
    );
    const member = newMember({ emailAllowed: false });
    expect(await provider.update("R1", member, write())).toMatchObject({ firstName: "Ayşe", emailAllowed: false });
    expect(await provider.balance("R1", options())).toMatchObject({ points: 7 });
    const { profile, ...rest } = JSON.parse(received[0]?.body ?? "");
    expect(profile).toEqual({ given: member.firstName, mail: { ok: false } });
    expect(rest).toMatchObject({ last_name: member.lastName, phone: member.phone });
    expect(Object.keys(rest)).not.toContain("first_name");
  });

  test("reach no prototype, and read none", () => {
    const paths = fieldPaths({ first_name: "__proto__.polluted", last_name: "constructor.name" });
    const body = toTheirNames({ first_name: "x", last_name: "y" }, paths);
    expect(JSON.stringify(body)).toBe('{"__proto__":{"polluted":"x"},"constructor":{"name":"y"}}');
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain("polluted");
    expect(toOurNames({}, paths)).toMatchObject({ first_name: undefined, last_name: undefined });
  });

  test("are of the fields that a setting may rename", () => {
    expect(accountResponse.keyof().options).toEqual([...MEMBER_FIELDS]);
  });

  test.each<FieldNames>([
    { first_name: "name", last_name: "name" },
    { first_name: "name", last_name: "name.last" },
    { first_name: "phone" },
  ])("that exclude each other are not taken: %o", (fields) => {
    expect(() => httpLoyalty({ baseUrl: "http://x", secret: SECRET, fields, contact: CONTACT })).toThrow("exclude");
  });
});

describe("responses", () => {
  test("of a programme without a ledger are no entries, even when a framework gives them", async () => {
    const { provider } = await reference({ withoutLedger: true });
    const { accountNumber } = await provider.create(newMember(), write());
    const none = { entries: [], next: null };
    expect(await provider.ledger?.(accountNumber, { before: null, limit: 5 }, options())).toEqual(none);
    const framework = await answering(() => ({ status: 404 }));
    expect(await framework.provider.ledger?.("R1", { before: null, limit: 5 }, options())).toEqual(none);
  });

  test("of 404 that the programme did not give mean that it is unavailable", async () => {
    const { provider } = await answering(() => ({ status: 404 }));
    await expect(provider.read("R1", options())).rejects.toBeInstanceOf(LoyaltyUnavailableError);
    await expect(provider.balance("R1", options())).rejects.toBeInstanceOf(LoyaltyUnavailableError);
    await expect(provider.update("R1", newMember(), write())).rejects.toBeInstanceOf(LoyaltyUnavailableError);
    await expect(provider.deactivate("R1", write())).rejects.toBeInstanceOf(LoyaltyUnavailableError);
  });

  test("that refuse a second account for a phone are refusals", async () => {
    const { provider } = await reference({ uniquePhones: true });
    const member = newMember();
    const { accountNumber } = await provider.create(member, write());
    await expect(provider.create(member, write())).rejects.toMatchObject({ isTaken: true });
    await provider.deactivate(accountNumber, write());
    await expect(provider.create(member, write())).rejects.toMatchObject({ isTaken: true });
  });

  test("that open no closed account again say so: 501 from anybody, else only the programme's own word", async () => {
    const { provider } = await reference({ withoutReopening: true });
    const { accountNumber } = await provider.create(newMember(), write());
    await provider.deactivate(accountNumber, write());
    expect(await provider.reopen(accountNumber, write())).toBe(false);
    for (const status of [404, 405, 409, 422]) {
      const { provider: one } = await answering(() => ({ status, body: { error: "no" } }));
      expect(await one.reopen("R1", write())).toBe(false);
    }
    const { provider: proxy } = await answering(() => ({ status: 404 }));
    await expect(proxy.reopen("R1", write())).rejects.toBeInstanceOf(LoyaltyUnavailableError);
  });

  test.each([
    ["nothing", {}],
    ["null", null],
    ["a list", []],
    ["no points", { account_number: "R1" }],
    ["points without an account", { points: 5 }],
    ["a number as the account", { account_number: 1, points: 5 }],
    ["endless points", { account_number: "R1", points: 1e300 }],
    ["negative pending points", { account_number: "R1", points: 5, pending_points: -1 }],
    ["an expiry without a day", { account_number: "R1", points: 5, expiring: { points: 5, at: "soon" } }],
  ])("with %s are no balance", async (_what, body) => {
    const { provider } = await answering(() => ({ status: 200, body }));
    await expect(provider.balance("R1", options())).rejects.toBeInstanceOf(LoyaltyUnavailableError);
  });

  test("with a member's data in the wrong place are not quoted", async () => {
    const body = { account_number: "R1", points: 5, tier: { name: 17, owner: "jane@example.com" } };
    const { provider } = await answering(() => ({ status: 200, body }));
    await expect(provider.balance("R1", options())).rejects.toThrow(/not as agreed: tier\.name$/);
  });
});
