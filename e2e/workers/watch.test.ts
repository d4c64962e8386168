import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { createWatch, createWatchingProxy } from "@/e2e/workers/watch";

const MARK = "new.0123456789ab";
const HERE = { "x-world": "aaaaaaaaaaaa" };
const THERE = { cookie: "a=b; world=bbbbbbbbbbbb" };

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A store as seen through the proxy. */
async function watched(store: RequestListener) {
  const watch = createWatch();
  const port = await listen(createWatchingProxy(await listen(createServer(store)), watch));
  const send = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  return { watch, send };
}

/** A store that answers everybody with what somebody sent last. */
function leakyStore(): RequestListener {
  let kept = "";
  return async (request, response) => {
    const chunks = await request.toArray();
    if (chunks.length > 0) kept = Buffer.concat(chunks).toString();
    response.end(`<p>${kept}@test.example</p>`);
  };
}

test("what one world sent and another is answered is found, as is what is answered outside of all", async () => {
  const { watch, send } = await watched(leakyStore());
  await send("/users/registration/", { method: "POST", headers: HERE, body: MARK });
  await send("/account", { headers: HERE });
  expect(watch.take()).toEqual({ answers: 2, own: 2, foreign: [] });
  await send("/account/profile", { headers: THERE });
  await send("/");
  const { own, foreign } = watch.take();
  expect(own).toBe(0);
  expect(foreign).toEqual([
    `${MARK}, of aaaaaaaaaaaa, came back in bbbbbbbbbbbb: GET /account/profile`,
    `${MARK}, of aaaaaaaaaaaa, came back in no world: GET /`,
  ]);
});

test("what is planted by a path that manages a world is of that world", async () => {
  const { watch, send } = await watched(leakyStore());
  await send("/api/dev/worlds/bbbbbbbbbbbb/personas", { method: "POST", body: MARK });
  await send("/account", { headers: THERE });
  expect(watch.take()).toMatchObject({ own: 2, foreign: [] });
});

test("a mark that nobody sent is foreign wherever it is answered, in headers too", async () => {
  const { watch, send } = await watched((_request, response) => {
    response.writeHead(302, { Location: `/reset?email=${MARK}%40test.example` }).end();
  });
  await send("/somewhere", { headers: HERE, redirect: "manual" });
  expect(watch.take().foreign).toEqual([`${MARK}, of nobody, came back in aaaaaaaaaaaa: GET /somewhere`]);
});

test("answers go through as they are, and none of them packed", async () => {
  const { watch, send } = await watched((request, response) => {
    const isPacked = request.headers["accept-encoding"] !== "identity";
    response.writeHead(418, { "Set-Cookie": ["a=1", "b=2"], "Transfer-Encoding": "chunked" });
    response.end(isPacked ? gzipSync(MARK) : `${request.method} ${request.url} ${request.headers.host}`);
  });
  const { status, headers, text } = await send("/a?b=c", { method: "PUT", body: "x" });
  expect([status, headers.getSetCookie()]).toEqual([418, ["a=1", "b=2"]]);
  expect(text).toMatch(/^PUT \/a\?b=c 127\.0\.0\.1:\d+$/);
  expect(watch.take().answers).toBe(1);
});
