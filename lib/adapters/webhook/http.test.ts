import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { httpWebhooks } from "@/lib/adapters/webhook/http";
import { WebhookUnreachableError } from "@/lib/adapters/webhook/port";

let server: Server;
let port: number;
let requests: { url: string | undefined; body: string }[] = [];
let answer: { status: number; headers?: Record<string, string> } | "nothing" | "endless";

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    requests.push({ url: request.url, body });
    if (answer === "nothing") return;
    if (answer === "endless") {
      response.writeHead(200);
      const timer = setInterval(() => response.write("x".repeat(1000)), 5);
      return void response.on("close", () => clearInterval(timer));
    }
    response.writeHead(answer.status, answer.headers).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});

beforeEach(() => {
  requests = [];
  answer = { status: 204 };
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const open = httpWebhooks({ needsTls: false, allowsPrivate: true, timeoutMs: 500 });
const guarded = httpWebhooks({ needsTls: false, allowsPrivate: false, timeoutMs: 5000 });
const post = (sender: typeof open, url: string) => sender.send({ url, headers: { "x-a": "b" }, body: '{"é":1}' });
const statusOf = async (sending: ReturnType<typeof post>) => (await sending).status;
const reasonOf = async (sending: ReturnType<typeof post>) => {
  const error = await sending.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(WebhookUnreachableError);
  return (error as WebhookUnreachableError).reason;
};

test("posts the body and tells the status", async () => {
  expect(await post(open, `http://localhost:${port}/events?a=1`)).toEqual({ status: 204, retryAfterSeconds: null });
  expect(requests).toEqual([{ url: "/events?a=1", body: '{"é":1}' }]);
});

test("follows no redirect", async () => {
  answer = { status: 307, headers: { Location: `http://127.0.0.1:${port}/else` } };
  expect(await statusOf(post(open, `http://127.0.0.1:${port}/`))).toBe(307);
  expect(requests).toHaveLength(1);
});

test("tells how long the receiver asks to be left alone, in seconds or until a date", async () => {
  const soon = new Date(Date.now() + 90_000).toUTCString();
  for (const [header, least, most] of [
    ["120", 120, 120],
    [soon, 80, 90],
    ["Sat, 01 Jan 2000 00:00:00 GMT", 0, 0],
  ] as const) {
    answer = { status: 503, headers: { "Retry-After": header } };
    const { retryAfterSeconds } = await post(open, `http://127.0.0.1:${port}/`);
    expect(retryAfterSeconds).toBeGreaterThanOrEqual(least);
    expect(retryAfterSeconds).toBeLessThanOrEqual(most);
  }
  answer = { status: 503, headers: { "Retry-After": "soon" } };
  expect(await post(open, `http://127.0.0.1:${port}/`)).toEqual({ status: 503, retryAfterSeconds: null });
});

test("waits for an answer no longer than its time, and reads none to the end", async () => {
  answer = "nothing";
  expect(await reasonOf(post(open, `http://127.0.0.1:${port}/`))).toBe("timeout");
  answer = "endless";
  expect(await statusOf(post(open, `http://127.0.0.1:${port}/`))).toBe(200);
});

test("tells why nobody was reached", async () => {
  expect(await reasonOf(post(open, "http://127.0.0.1:1/"))).toBe("ECONNREFUSED");
});

test("where TLS is needed sends nothing in the clear", async () => {
  const strict = httpWebhooks({ needsTls: true, allowsPrivate: true });
  expect(await reasonOf(post(strict, `http://127.0.0.1:${port}/`))).toBe("not_https");
  expect(requests).toEqual([]);
});

describe("into our own network", () => {
  test.each([
    "127.0.0.1",
    "localhost",
    "10.0.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[fd00::1]",
    "[fe80::1]",
    "2130706433",
    "0x7f.1",
  ])("sends nothing to %s unless that is allowed", async (host) => {
    expect(await reasonOf(post(guarded, `http://${host}:${port}/`))).toBe("private_address");
    expect(requests).toEqual([]);
  });
});
