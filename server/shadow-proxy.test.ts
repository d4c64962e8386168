import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { Deviation } from "@/lib/shadow/schema";
import { createShadowProxy, type ShadowLine } from "@/server/shadow-proxy";

type Stub = { status?: number; headers?: Record<string, string>; body?: unknown };
type Answers = Record<string, Stub>;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function listen(server: Server): Promise<URL> {
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

/** A platform with these answers, which remembers what it was asked. */
async function platform(answers: Answers) {
  const calls: { call: string; headers: IncomingMessage["headers"]; body: string }[] = [];
  const url = await listen(
    createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      calls.push({ call: `${request.method} ${request.url}`, headers: request.headers, body });
      const stub = answers[(request.url ?? "").split("?")[0] ?? ""] ?? { status: 404, body: { detail: "Not found." } };
      const text = typeof stub.body === "string" ? stub.body : JSON.stringify(stub.body ?? {});
      response.writeHead(stub.status ?? 200, { "content-type": "application/json", ...stub.headers }).end(text);
    }),
  );
  return { url, calls };
}

async function shadow(
  [oldAnswers, ourAnswers]: [Answers, Answers],
  { deviations = [] as Deviation[], known = {} as Record<string, string> } = {},
) {
  const [old, ours] = [await platform(oldAnswers), await platform(ourAnswers)];
  const lines: ShadowLine[] = [];
  const proxy = createShadowProxy({
    ...{ old: old.url, ours: ours.url, deviations },
    identify: async (externalId) => known[externalId] ?? null,
    report: (line) => lines.push(line),
  });
  const url = await listen(proxy.server);
  const send = (path: string, init?: RequestInit) => fetch(new URL(path, url), { redirect: "manual", ...init });
  const found = () =>
    lines.flatMap(({ method, target, differences }) =>
      differences.map(({ at, old: was, ours: is }) => `${method} ${target} ${at}: ${was} → ${is}`),
    );
  return { old, ours, proxy, lines, send, found };
}

const person = {
  id: 7,
  first_name: "Jane",
  email: "jane@example.com",
  phone: "+905321234567",
  email_allowed: true,
  sms_allowed: null,
  date_of_birth: "1990-01-01",
  gender: "female",
  attributes: { shoe_size: 42, colours: ["red", "blue"] },
  date_joined: "2020-01-31T09:00:00.123456Z",
};
const list = {
  count: 2,
  results: [
    { amount: "12.00", order: { number: "A-1" } },
    { amount: "3.50", order: null },
  ],
};

/** Thirty differences, each with how it is told; everything else is alike. */
const PLANTED: [path: string, old: Stub, ours: Stub, told: string][] = [
  ["/s/status/", { body: {} }, { status: 201, body: {} }, "status: 200 → 201"],
  ["/s/gone/", { status: 404, body: {} }, { status: 410, body: {} }, "status: 404 → 410"],
  ["/s/error/", { body: {} }, { status: 500, body: {} }, "status: 200 → 500"],
  [
    "/h/type/",
    { body: "x" },
    { headers: { "content-type": "text/html" }, body: "x" },
    "header content-type: application/json → text/html",
  ],
  [
    "/h/language/",
    { headers: { "content-language": "tr" } },
    { headers: { "content-language": "en" } },
    "header content-language: tr → en",
  ],
  ["/h/missing/", { headers: { "content-language": "tr" } }, {}, "header content-language: tr → nothing"],
  [
    "/h/location/",
    { status: 302, headers: { location: "/a/12" } },
    { status: 302, headers: { location: "/b/c/12" } },
    "header location: /a/99 → /a/a/99",
  ],
  [
    "/h/allow/",
    { status: 405, headers: { allow: "GET, HEAD" } },
    { status: 405, headers: { allow: "HEAD, GET, PUT" } },
    "header allow: GET, HEAD → GET, HEAD, PUT",
  ],
  [
    "/h/retry/",
    { status: 429, headers: { "retry-after": "5" } },
    { status: 429 },
    "header retry-after: given → nothing",
  ],
  [
    "/h/challenge/",
    { status: 401, headers: { "www-authenticate": "Token" } },
    { status: 401 },
    "header www-authenticate: aaaaa → nothing",
  ],
  ["/b/text/", { body: "hello" }, { body: "{}" }, "body: text(5) → JSON"],
  ["/b/empty/", { body: "[]" }, { body: "" }, "body: JSON → nothing"],
  ["/b/kind/", { body: [] }, { body: {} }, "$: list(0) → object"],
  [
    "/b/text-differs/",
    { body: person },
    { body: { ...person, first_name: "Janet" } },
    '$.first_name: "aaaa" → "aaaaa"',
  ],
  [
    "/b/case/",
    { body: person },
    { body: { ...person, email: "Jane@example.com" } },
    '$.email: "aaaa@aaaaaaa.aaa" → "aaaa@aaaaaaa.aaa"',
  ],
  [
    "/b/format/",
    { body: person },
    { body: { ...person, phone: "0532 123 45 67" } },
    '$.phone: "+999999999999" → "9999 999 99 99"',
  ],
  [
    "/b/digits/",
    { body: person },
    { body: { ...person, date_joined: "2020-01-31T09:00:00Z" } },
    '$.date_joined: "9999-99-99a99:99:99.999999a" → "9999-99-99a99:99:99a"',
  ],
  ["/b/null/", { body: person }, { body: { ...person, sms_allowed: false } }, "$.sms_allowed: null → boolean"],
  ["/b/flag/", { body: person }, { body: { ...person, email_allowed: false } }, "$.email_allowed: boolean → boolean"],
  ["/b/number/", { body: person }, { body: { ...person, id: "7" } }, '$.id: 9 → "9"'],
  ["/b/larger/", { body: person }, { body: { ...person, id: 1234 } }, "$.id: 9 → 9999"],
  ["/b/missing/", { body: person }, { body: { ...person, gender: undefined } }, '$.gender: "aaaaaa" → nothing'],
  ["/b/added/", { body: person }, { body: { ...person, extra: true } }, "$.extra: nothing → boolean"],
  [
    "/b/nested/",
    { body: person },
    { body: { ...person, attributes: { ...person.attributes, shoe_size: 43 } } },
    "$.attributes.shoe_size: 99 → 99",
  ],
  [
    "/b/list/",
    { body: person },
    { body: { ...person, attributes: { ...person.attributes, colours: ["green", "blue"] } } },
    '$.attributes.colours[0]: "aaa" → "aaaaa"',
  ],
  ["/b/shorter/", { body: list }, { body: { ...list, results: list.results.slice(0, 1) } }, "$.results.length: 2 → 1"],
  [
    "/b/amount/",
    { body: list },
    { body: { ...list, results: [{ ...list.results[0], amount: 12 }, list.results[1]] } },
    '$.results[0].amount: "99.99" → 99',
  ],
  [
    "/b/deep/",
    { body: list },
    { body: { ...list, results: [list.results[0], { amount: "3.50", order: {} }] } },
    "$.results[1].order: null → object",
  ],
  ["/b/key/", { body: { "jane@example.com": 1 } }, { body: {} }, '$."aaaa@aaaaaaa.aaa": 9 → nothing'],
  [
    "/b/blank/",
    { body: { detail: "Not found." } },
    { body: { detail: "Not found" } },
    '$.detail: "aaa aaaaa." → "aaa aaaaa"',
  ],
];

/** What may differ between two answers that are alike. */
const ALIKE: Answers[] = [
  {
    "/same/": { body: person, headers: { etag: '"1"', "set-cookie": "sessionid=a", date: "x", "x-request-id": "1" } },
    "/same/json/": { body: '{"a":1,"b":[1,2]}' },
    "/same/allow/": { status: 405, headers: { allow: "GET, HEAD" } },
    "/csrf_token/": { body: { csrf_token: "one" } },
    "/same/retry/": { status: 503, headers: { "retry-after": "5" } },
  },
  {
    "/same/": {
      body: person,
      headers: { etag: '"2"', "cache-control": "no-store", "content-type": "application/json; charset=utf-8" },
    },
    "/same/json/": { body: '{ "b": [1, 2], "a": 1.0 }' },
    "/same/allow/": { status: 405, headers: { allow: "HEAD, GET" } },
    "/csrf_token/": { body: { csrf_token: "two" } },
    "/same/retry/": { status: 503, headers: { "retry-after": "9" } },
  },
];

const planted = (which: 1 | 2): Answers => Object.fromEntries(PLANTED.map((entry) => [entry[0], entry[which]]));

describe("what is read", () => {
  test("is answered by the old platform, and each of thirty differences is told, and nothing else", async () => {
    const { proxy, send, found } = await shadow([
      { ...planted(1), ...ALIKE[0] },
      { ...planted(2), ...ALIKE[1] },
    ]);
    for (const [path, old] of PLANTED) expect((await send(path)).status).toBe(old.status ?? 200);
    for (const path of Object.keys(ALIKE[0] ?? {})) await send(path);
    await proxy.idle();
    expect(PLANTED).toHaveLength(30);
    expect(found().sort()).toEqual(PLANTED.map(([path, , , told]) => `GET ${path} ${told}`).sort());
    expect(proxy.counts).toMatchObject({ compared: 35, different: 30, failed: 0, skipped: 0 });
  });

  test("reaches the client as the old platform sent it", async () => {
    const headers = { "set-cookie": "sessionid=abc; Path=/", etag: '"x"', "x-own": "1" };
    const { send } = await shadow([{ "/p/": { status: 203, headers, body: "  { }\n" } }, {}]);
    const response = await send("/p/");
    expect([response.status, await response.text()]).toEqual([203, "  { }\n"]);
    for (const [name, value] of Object.entries(headers)) expect(response.headers.get(name)).toBe(value);
  });

  test("by HEAD is compared without a body", async () => {
    const { proxy, send, found } = await shadow([{ "/p/": {} }, { "/p/": { status: 204 } }]);
    await send("/p/", { method: "HEAD" });
    await proxy.idle();
    expect(found()).toEqual(["HEAD /p/ status: 200 → 204"]);
  });

  test("is not told where the difference is meant", async () => {
    const { proxy, send, found } = await shadow([planted(1), planted(2)], {
      deviations: [
        { path: "*", at: "status", why: "meant" },
        { path: "/b/*", at: "$.results[*].amount", why: "meant" },
        { path: "/b/*", at: "$.attributes", why: "meant" },
        { path: "/h/*", at: "header location", why: "meant" },
      ],
    });
    for (const [path] of PLANTED) await send(path);
    await proxy.idle();
    const silent = ["/s/status/", "/s/gone/", "/s/error/", "/h/location/", "/b/nested/", "/b/list/", "/b/amount/"];
    const told = PLANTED.filter(([path]) => !silent.includes(path)).map(([path, , , text]) => `GET ${path} ${text}`);
    expect(found().sort()).toEqual(told.sort());
  });

  test("by who is signed in there is read as the same customer here, and as nobody by a guest", async () => {
    const body = { ...person, pk: 42 };
    const { ours, proxy, send } = await shadow([{ "/current_user/": { body }, "/p/": {} }, { "/p/": {} }], {
      known: { 42: "secret" },
    });
    await send("/p/", { headers: { cookie: "osessionid=theirs", "accept-language": "tr" } });
    await send("/p/");
    await proxy.idle();
    expect(
      ours.calls.map(({ headers }) => [headers.authorization, headers.cookie, headers["accept-language"]]),
    ).toEqual(
      expect.arrayContaining([
        ["Token secret", undefined, "tr"],
        [undefined, undefined, "*"],
      ]),
    );
  });

  test("by a customer who has not moved in is not compared", async () => {
    const { ours, proxy, send } = await shadow([{ "/current_user/": { body: { pk: 1 } }, "/p/": {} }, {}]);
    await send("/p/", { headers: { cookie: "osessionid=theirs" } });
    await proxy.idle();
    expect([ours.calls, proxy.counts.unknown_customer]).toEqual([[], 1]);
  });

  test("waits for us in no case: a store that is gone costs the client nothing", async () => {
    const { old, ours, proxy, send } = await shadow([{ "/p/": { body: person } }, {}]);
    servers.find((server) => (server.address() as AddressInfo | null)?.port === Number(ours.url.port))?.close();
    expect((await send("/p/")).status).toBe(200);
    await proxy.idle();
    expect([old.calls.length, proxy.counts.failed]).toEqual([1, 1]);
  });
});

test("what writes goes to the old platform alone, body and all", async () => {
  const { old, ours, proxy, send } = await shadow([{ "/p/": { status: 202 } }, { "/p/": {} }]);
  for (const method of ["POST", "PATCH", "PUT", "DELETE"]) {
    expect((await send("/p/?a=1", { method, body: '{"first_name":"Jane"}' })).status).toBe(202);
  }
  await proxy.idle();
  expect(old.calls.map(({ call, body }) => `${call} ${body}`)).toEqual(
    ["POST", "PATCH", "PUT", "DELETE"].map((method) => `${method} /p/?a=1 {"first_name":"Jane"}`),
  );
  expect(ours.calls).toEqual([]);
});

test("a report holds neither what shoppers have nor what lets one in", async () => {
  const token = "3f2a9c77d1";
  const target = `/users/reset/MTI-${token}/`;
  const { proxy, send, lines } = await shadow([{ [target]: { body: person } }, { [target]: { body: {} } }]);
  await send(`${target}?email=jane%40example.com&code=123456`, { headers: { "x-own": token } });
  await proxy.idle();
  const text = JSON.stringify(lines);
  for (const secret of [token, "123456", "12345", "Jane", "jane", "example", "1990", "female", "red", "42"]) {
    expect(text).not.toContain(secret);
  }
  expect(lines[0]).toMatchObject({ target: "/users/reset/aaa-9a9a9a99a9/?email=&code=" });
});

test("an old platform that is away is 502", async () => {
  const { send, old } = await shadow([{}, {}]);
  servers.find((server) => (server.address() as AddressInfo | null)?.port === Number(old.url.port))?.close();
  expect((await send("/p/")).status).toBe(502);
});
