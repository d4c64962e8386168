import { AsyncLocalStorage } from "node:async_hooks";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Env } from "@/lib/platform/env";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import { readableLog } from "@/lib/testing/log-lines";
import { openShop, type Shop } from "@/lib/testing/shop";
import { createApiServer } from "@/server/api";
import { createDispatcher } from "@/server/dispatcher";
import { createHttpServer, type Listener } from "@/server/http-server";

/* Who is let in, who waits and who is refused, with pages that take as long as a test likes. */

let shop: Shop;
let close: () => Promise<void>;

beforeAll(async () => {
  shop = await openShop();
});
afterEach(() => close());

/** Opens a server. @returns its origin, and the pages that are being rendered */
async function openServer(settings: Partial<Env> = {}, { servesPages = true } = {}) {
  const rendering: ServerResponse[] = [];
  const context = new AsyncLocalStorage<string | undefined>();
  const strayed: string[] = [];
  const servePage: Listener = (request, response) => {
    rendering.push(response);
    if (context.getStore() !== request.url) strayed.push(String(request.url));
  };
  const { lines, log } = readableLog();
  const onError = (error: unknown) => {
    throw error;
  };
  const dispatcher = createDispatcher({
    env: { ...shop.env, PAGES_IN_FLIGHT_MAX: 2, REQUEST_WAIT_MS: 60_000, ...settings },
    log,
    answersApi: createApiServer(onError),
    servePage: servesPages ? servePage : null,
    onError,
  });
  const { server, drain } = createHttpServer((request, response) => {
    context.run(request.url, () => dispatcher.listener(request, response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  close = async () => {
    dispatcher.stop();
    for (const response of rendering) response.end();
    await drain();
  };
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const page = (headers: Record<string, string> = {}) => fetch(`${origin}/account?${Math.random()}`, { headers });
  /** Waits until so many pages are being rendered. */
  const untilRendering = (count: number) => expect.poll(() => rendering.length).toBe(count);
  return { server, origin, port, page, rendering, untilRendering, strayed, lines, stop: dispatcher.stop };
}

describe("requests of a class beyond what is worked on at once", () => {
  test("wait for their turn, first come first served, and keep what belongs to them", async () => {
    const { page, rendering, untilRendering, strayed } = await openServer();
    const statuses = Array.from({ length: 4 }, async () => (await page()).status);
    await untilRendering(2);
    rendering[0]?.end();
    await untilRendering(3);
    const [, atOnce, afterWaiting] = rendering.map((response) => response.listenerCount("close"));
    expect(afterWaiting).toBe(atOnce);
    for (const response of [...rendering]) response.end();
    await untilRendering(4);
    rendering[3]?.end();
    expect(await Promise.all(statuses)).toEqual([200, 200, 200, 200]);
    expect(strayed).toEqual([]);
  });

  test("are refused at once when twice as many wait already, which is counted in one line of the log", async () => {
    const { page, untilRendering, stop, lines } = await openServer();
    const before = Array.from({ length: 6 }, () => page());
    await untilRendering(2);
    // Two are worked on and four wait, of whichever six came first.
    const refused = await Promise.all([page(), page(), page()]);
    expect(refused.map(({ status }) => status)).toEqual([503, 503, 503]);
    stop();
    expect(lines()).toMatchObject([{ msg: "refused requests beyond capacity", refused: { pages: 3 } }]);
    await close();
    await Promise.all(before);
  });

  test("are refused when their turn does not come in time", async () => {
    const { page, rendering, untilRendering } = await openServer({ REQUEST_WAIT_MS: 50 });
    const before = [page(), page()];
    await untilRendering(2);
    let status: number | undefined;
    const refused = page().then((answer) => {
      status = answer.status;
    });
    await expect.poll(() => status, { timeout: 10_000 }).toBe(503);
    for (const response of rendering) response.end();
    expect((await Promise.all(before)).map(({ status }) => status)).toEqual([200, 200]);
    await refused;
  });

  test("leave the others their own places", async () => {
    const { page, origin, untilRendering } = await openServer();
    const before = Array.from({ length: 6 }, () => page());
    await untilRendering(2);
    expect((await fetch(`${origin}/csrf_token/`)).status).toBe(200);
    await close();
    await Promise.all(before);
  });

  test("whose client goes away while it waits takes nobody's turn", async () => {
    const { page, port, rendering, untilRendering, server } = await openServer();
    const before = [page(), page()];
    await untilRendering(2);
    const socket = connect(port, "127.0.0.1");
    socket.write("GET /account HTTP/1.1\r\nHost: x\r\n\r\n");
    const [, gone] = await once(server, "request");
    socket.destroy();
    await once(gone, "close");
    const last = page();
    await once(server, "request");
    for (const response of [...rendering]) response.end();
    await untilRendering(3);
    rendering[2]?.end();
    expect((await Promise.all([...before, last])).map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});

test("a body that is still arriving holds no place, and one that is there does", async () => {
  const { port, page, rendering, untilRendering } = await openServer();
  const slow = Array.from({ length: 5 }, () => connect(port, "127.0.0.1"));
  for (const socket of slow) socket.write("POST /account HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab");
  await untilRendering(5);
  const next = [page(), page()];
  await untilRendering(7);
  for (const socket of slow) socket.write("cd");
  for (const response of rendering.slice(5)) response.end();
  expect((await Promise.all(next)).map(({ status }) => status)).toEqual([200, 200]);
  const waits = page();
  await expect.poll(() => rendering.slice(0, 5).every(({ req }) => req.complete)).toBe(true);
  expect(rendering).toHaveLength(7);
  for (const response of rendering.slice(0, 4)) response.end();
  await untilRendering(8);
  rendering[7]?.end();
  expect((await waits).status).toBe(200);
  for (const socket of slow) socket.destroy();
});

describe("a refusal", () => {
  test.each(LANGUAGES)("of a page is a whole page in %s that needs nothing else", async (language) => {
    const { page } = await openServer({ REQUEST_WAIT_MS: 0, PAGES_IN_FLIGHT_MAX: 1 });
    const before = page();
    const refused = await page({ "accept-language": language });
    const html = await refused.text();
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused.headers.get("content-language")).toBe(language);
    expect(refused.headers.get("cache-control")).toBe("no-store");
    expect(refused.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(html).toContain(`<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}">`);
    expect(html).toMatch(/<h1>.+<\/h1>\n<p>.+<\/p>\n<a href="">.+<\/a>/);
    expect(html).not.toMatch(/src=|url\(|<script/);
    await close();
    await before;
  });

  test("of a page is in the language chosen on the device", async () => {
    const { page } = await openServer({ REQUEST_WAIT_MS: 0, PAGES_IN_FLIGHT_MAX: 1 });
    const before = page();
    const refused = await page({ "accept-language": "en", cookie: "locale=de" });
    expect(refused.headers.get("content-language")).toBe("de");
    await close();
    await before;
  });

  test("of the API is its 503 in the caller's language, and files are refused without a word", async () => {
    const { port, origin, server } = await openServer({
      REQUEST_WAIT_MS: 0,
      API_IN_FLIGHT_MAX: 1,
      FILES_IN_FLIGHT_MAX: 1,
    });
    // next-auth's part of the API needs Next, whose place the test has taken.
    const held = connect(port, "127.0.0.1");
    held.write("GET /api/auth/session HTTP/1.1\r\nHost: x\r\n\r\nGET /icon.svg HTTP/1.1\r\nHost: x\r\n\r\n");
    await once(server, "request");
    const refused = await fetch(`${origin}/users/profile/`, { headers: { "accept-language": "de" } });
    expect(refused.status).toBe(503);
    expect(await refused.json()).toEqual({
      detail: "Der Dienst ist vorübergehend nicht verfügbar. Bitte versuchen Sie es erneut.",
      code: "unavailable",
    });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    const file = await fetch(`${origin}/favicon.ico`);
    expect([file.status, await file.text()]).toEqual([503, ""]);
    held.destroy();
  });
});

test("a process that is late refuses pages and the API at once until it has caught up; its health is still told", async () => {
  const { origin, page, rendering } = await openServer({ EVENT_LOOP_DELAY_MAX_MS: 40 });
  const statusOf = async (path: string) => (await fetch(origin + path)).status;
  expect(await statusOf("/csrf_token/")).toBe(200);
  let isBusy = true;
  const keepBusy = () => {
    const until = performance.now() + 80;
    while (performance.now() < until);
    if (isBusy) setImmediate(keepBusy);
  };
  keepBusy();
  await expect.poll(() => statusOf("/csrf_token/"), { timeout: 20_000 }).toBe(503);
  expect((await page()).status).toBe(503);
  expect(await statusOf("/api/health/live/")).not.toBe(503);
  isBusy = false;
  await expect.poll(() => statusOf("/csrf_token/"), { timeout: 20_000 }).toBe(200);
  expect(rendering).toEqual([]);
});

describe("a process that serves", () => {
  const askAll = async (origin: string) =>
    Promise.all(
      ["/csrf_token/", "/account", "/icon.svg", "/api/auth/session"].map(
        async (path) => (await fetch(origin + path)).status,
      ),
    );

  test("the API alone sends everything of Next's elsewhere", async () => {
    const { origin } = await openServer({ SERVER_ROLES: ["api"] }, { servesPages: false });
    expect(await askAll(origin)).toEqual([200, 421, 421, 421]);
  });

  test("pages alone sends the API elsewhere", async () => {
    const { origin, rendering } = await openServer({ SERVER_ROLES: ["pages"] });
    expect((await fetch(`${origin}/csrf_token/`)).status).toBe(421);
    const page = fetch(`${origin}/account`);
    await expect.poll(() => rendering.length).toBe(1);
    rendering[0]?.end();
    expect((await page).status).toBe(200);
  });

  test("jobs alone answers nothing but its health", async () => {
    const { origin } = await openServer({ SERVER_ROLES: ["jobs"] }, { servesPages: false });
    expect(await askAll(origin)).toEqual([421, 421, 421, 421]);
    // Told by a handler of the API.
    expect((await fetch(`${origin}/api/health/live/`)).status).not.toBe(421);
  });
});
