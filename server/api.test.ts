import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { Agent, type IncomingMessage, type RequestOptions, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SESSION_COOKIE } from "@/lib/auth/actor-service";
import { JSON_MAX_BYTES } from "@/lib/platform/http/body";
import { as } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { readableLog } from "@/lib/testing/log-lines";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import { createApiServer } from "@/server/api";
import { createHttpServer, type HttpServer } from "@/server/http-server";

/* The API on the wire: what only shows between a socket and a handler. */

let shop: Shop;
let http: HttpServer;
let port: number;
const unforeseen: unknown[] = [];
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

beforeAll(async () => {
  shop = await openShop();
  const answersApi = createApiServer((error) => unforeseen.push(error));
  http = createHttpServer((incoming, response) => {
    if (!answersApi(incoming, response)) response.writeHead(404).end();
  });
  http.server.listen(0, "127.0.0.1");
  await once(http.server, "listening");
  port = (http.server.address() as AddressInfo).port;
});

afterAll(async () => {
  agent.destroy();
  await http.drain();
  expect(unforeseen).toEqual([]);
});

type Answer = {
  status: number | undefined;
  headers: IncomingMessage["headers"];
  text: string;
  port: number | undefined;
};

/** Sends one request, on the one connection that all of them share. */
function call(method: string, path: string, headers: RequestOptions["headers"] = {}, body?: string | Iterable<string>) {
  return new Promise<Answer>((resolve, reject) => {
    const sent = request({ port, method, path, headers, agent }, async (response) => {
      const { localPort } = response.socket;
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode, headers: response.headers, text, port: localPort });
    });
    sent.once("error", reject);
    if (typeof body !== "string") for (const part of body ?? []) sent.write(part);
    sent.end(typeof body === "string" ? body : undefined);
  });
}

async function signedIn(): Promise<Record<string, string>> {
  const { headers } = await as(shop, await createCustomer(shop));
  return { ...headers, "content-type": "application/json" };
}

test("each of an answer's cookies arrives, beside the request's name", async () => {
  const { email } = await createCustomer(shop);
  const headers = { "content-type": "application/json", "sec-fetch-site": "same-origin" };
  const body = JSON.stringify({ email, password: TEST_PASSWORD });
  const answer = await call("POST", "/users/login/", headers, body);
  expect(answer.status).toBe(200);
  const names = answer.headers["set-cookie"]?.map((cookie) => cookie.split("=", 1)[0]).sort();
  expect(names).toEqual(["device", SESSION_COOKIE]);
  expect(answer.headers["x-request-id"]).toMatch(/^[\w-]+$/);
});

test("an answer has its length, its cookie and a connection that stays open for 65 seconds", async () => {
  const { status, headers, text } = await call("GET", "/csrf_token/");
  expect(status).toBe(200);
  expect(headers["content-length"]).toBe(String(Buffer.byteLength(text)));
  expect(headers["transfer-encoding"]).toBeUndefined();
  expect(headers["set-cookie"]).toEqual([expect.stringMatching(/^csrftoken=\w+; Path=\//)]);
  expect(headers["keep-alive"]).toBe("timeout=65");
});

test("a request has 30 seconds to arrive, its headers ten", () => {
  const { requestTimeout, headersTimeout } = http.server;
  expect([requestTimeout, headersTimeout]).toEqual([30_000, 10_000]);
});

test("HEAD has the headers of GET and no body", async () => {
  const headers = await signedIn();
  const get = await call("GET", "/users/profile/", headers);
  const head = await call("HEAD", "/users/profile/", headers);
  const { date: _date, "x-request-id": _id, ...expected } = get.headers;
  expect(head).toMatchObject({ status: 200, headers: expected, text: "" });
});

test.each(["TRACE", "PROPFIND", "PUT"])("%s is refused with what the path does have", async (method) => {
  const { status, headers, text } = await call(method, "/users/profile");
  expect([status, headers.allow]).toEqual([405, "GET, HEAD, PATCH, OPTIONS"]);
  expect(JSON.parse(text)).toEqual({ detail: "Method not allowed.", code: "method_not_allowed" });
  expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  expect(headers["x-content-type-options"]).toBe("nosniff");
});

test.each([
  ["OPTIONS", "*", 204],
  ["GET", "*", 400],
  ["GET", "http://evil.test/account", 400],
  ["GET", "https://evil.test/users/profile/", 400],
])(
  "%s %s, which is for the server as a whole or for proxies, is answered %i without a place to go",
  async (method, target, status) => {
    const response = await new Promise<string>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      let text = "";
      socket.on("data", (chunk) => {
        text += chunk;
      });
      socket.once("close", () => resolve(text));
      socket.write(`${method} ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    });
    expect(response).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(response.toLowerCase()).not.toContain("location:");
  },
);

test("an unknown path is unknown for every method", async () => {
  for (const method of ["GET", "OPTIONS", "TRACE"]) expect((await call(method, "/api/nope")).status).toBe(404);
});

test("a body arrives whole, in one piece or in many", async () => {
  const headers = await signedIn();
  const body = JSON.stringify({ first_name: "Zoë", attributes: { note: "x".repeat(4000) } });
  for (const sent of [body, body.match(/.{1,500}/g) ?? []]) {
    const { status, text } = await call("PATCH", "/users/profile", headers, sent);
    expect([status, JSON.parse(text).first_name]).toEqual([200, "Zoë"]);
  }
});

test("an Idempotency-Key names one request at all paths of an operation, its query and If-Match included", async () => {
  const headers = { ...(await signedIn()), "idempotency-key": randomUUID() };
  const body = '{"first_name":"Once"}';
  const replayed = async (path: string, more = {}) => {
    const { status, headers: answered } = await call("PATCH", path, { ...headers, ...more }, body);
    return [status, answered["idempotent-replayed"]];
  };
  expect(await replayed("/users/profile")).toEqual([200, undefined]);
  for (const path of ["/users/profile/", "/api/users/profile", "/api/users/profile/"]) {
    expect(await replayed(path)).toEqual([200, "true"]);
  }
  expect(await replayed("/users/profile/?x=1")).toEqual([422, undefined]);
  expect(await replayed("/users/profile/", { "if-match": '"1-1-en"' })).toEqual([422, undefined]);
});

test("the peer's address is the last word on who is calling", async () => {
  const { lines, log } = readableLog();
  const headers = { ...(await signedIn()), "x-forwarded-for": "203.0.113.9" };
  await serveWith(shop, { log }, () => call("PATCH", "/users/profile", headers, '{"sms_allowed":true}'));
  const consent = await call("GET", "/users/consents/", headers);
  expect(consent.text).toContain("127.0.0.1");
  expect(consent.text).not.toContain("203.0.113.9");
  expect(lines()).toEqual([]);
});

describe("a body larger than an endpoint takes", () => {
  const parts = Array.from({ length: 40 }, () => "x".repeat(64 * 1024));

  test("is answered 413 while it is still being sent, and the connection goes on", async () => {
    const headers = await signedIn();
    const before = await call("GET", "/csrf_token");
    expect((await call("PATCH", "/users/profile", headers, parts)).status).toBe(413);
    expect(await call("GET", "/csrf_token")).toMatchObject({ status: 200, port: before.port });
  });

  test("is answered 413 by its announced length", async () => {
    const headers = await signedIn();
    const body = "x".repeat(JSON_MAX_BYTES + 1);
    expect((await call("PATCH", "/users/profile", headers, body)).status).toBe(413);
    expect((await call("GET", "/csrf_token")).status).toBe(200);
  });
});

describe("a client that asks before it sends its body", () => {
  const BODY = '{"first_name":"Asked"}';

  /** @returns all that comes until the connection ends, or `isEnough` */
  async function ask(head: Record<string, string>, { isEnough = (_text: string): boolean => false, body = "" } = {}) {
    const lines = Object.entries({ host: "localhost:3000", expect: "100-continue", ...head });
    const socket = connect(port, "127.0.0.1").setEncoding("utf8");
    socket.write(`PATCH /users/profile/ HTTP/1.1\r\n${lines.map((line) => `${line.join(": ")}\r\n`).join("")}\r\n`);
    let text = "";
    for await (const chunk of socket) {
      text += chunk;
      if (text.endsWith("100 Continue\r\n\r\n")) socket.write(body);
      if (isEnough(text)) break;
    }
    return text;
  }

  test("is told to go on once its headers are found good, and keeps its connection", async () => {
    const head = { ...(await signedIn()), "content-length": String(BODY.length) };
    const text = await ask(head, { body: BODY, isEnough: (answer) => answer.includes('"first_name":"Asked"') });
    expect(text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
    expect(text).toMatch(/^connection: keep-alive/im);
  });

  test.each([
    ["who is not signed in", 401, { "content-type": "multipart/form-data; boundary=x", "content-length": "2250000" }],
    ["whose body is too large", 413, { "content-length": String(JSON_MAX_BYTES + 1) }],
  ])("%s is refused without it", async (_who, status, head) => {
    const credentials = status === 401 ? {} : await signedIn();
    const text = await ask({ ...credentials, ...head });
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(text).toMatch(/^connection: close/im);
  });
});

test("a client that breaks off in the middle of its body changes nothing and is no failure of ours", async () => {
  const { lines, log } = readableLog();
  const { "content-type": _json, ...headers } = await signedIn();
  // A form cut short is a form: only its length tells that something is missing.
  const head = { ...headers, host: "x", "content-type": "application/x-www-form-urlencoded", "content-length": "1000" };
  const headLines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
  await serveWith(shop, { log }, async () => {
    expect((await call("GET", "/users/profile", headers)).status).toBe(200);
    const socket = connect(port, "127.0.0.1");
    socket.write(`PATCH /users/profile/ HTTP/1.1\r\n${headLines.join("")}\r\nfirst_name=Cut`);
    const [, response] = await once(http.server, "request");
    socket.destroy();
    await once(response, "close");
    const { text } = await call("GET", "/users/profile", headers);
    expect(JSON.parse(text).first_name).not.toBe("Cut");
  });
  expect(lines()).toEqual([]);
});

test("a header sent twice arrives as one", async () => {
  const { cookie = "", ...headers } = await signedIn();
  const session = cookie.split("; ").filter((part) => part.startsWith(SESSION_COOKIE));
  const { status } = await call("GET", "/users/profile", { ...headers, cookie: ["theme=dark", ...session] });
  expect(status).toBe(200);
});
