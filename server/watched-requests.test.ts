import { once } from "node:events";
import { request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startDraining } from "@/lib/platform/draining";
import { findRequestScope } from "@/lib/platform/request-scope";
import { readableLog } from "@/lib/testing/log-lines";
import { openShop } from "@/lib/testing/shop";
import { createApiServer } from "@/server/api";
import { createHttpServer, type HttpServer } from "@/server/http-server";
import { type Answer, nameRoute } from "@/server/watched-requests";

let http: HttpServer;
let origin: string;
let answers: Answer[] = [];
const { log, lines } = readableLog();

beforeAll(async () => {
  await openShop();
  const answersApi = createApiServer(() => {});
  http = createHttpServer(
    async (incoming, response) => {
      if (incoming.url === "/slow") {
        await new Promise((resolve) => setImmediate(resolve));
        log.info({ header: incoming.headers["x-request-id"] }, "served");
        return void response.end();
      }
      if (incoming.url === "/busy") {
        const scope = findRequestScope();
        if (scope) scope.unavailable = "database_lost";
        return void response.writeHead(503).end();
      }
      if (incoming.url === "/full") return void response.writeHead(503).end();
      if (incoming.url === "/endless") return void response.write("…");
      if (answersApi(incoming, response)) return;
      nameRoute("pages");
      response.end("page");
    },
    (answer) => answers.push(answer),
  );
  http.server.listen(0, "127.0.0.1");
  await once(http.server, "listening");
  origin = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  answers = [];
});
afterAll(() => http.drain());

const NEW = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PLACES = ["/csrf_token/", "/users/profile/", "/api/nope", "/account", "/busy"];

test.each(PLACES)(
  "%s is answered with the request's id, once, kept where it is one and new where not",
  async (place) => {
    const named = await fetch(origin + place, { headers: { "x-request-id": "trace-1" } });
    expect(named.headers.get("x-request-id")).toBe("trace-1");
    const unnamed = await fetch(origin + place, { headers: { "x-request-id": "two words" } });
    expect(unnamed.headers.get("x-request-id")).toMatch(NEW);
  },
);

test("so is what is refused before anything looks at it", async () => {
  const refused = await new Promise<string>((resolve) => {
    const socket = connect(Number(new URL(origin).port), "127.0.0.1");
    socket.once("data", (data) => {
      socket.destroy();
      resolve(String(data));
    });
    socket.write("OPTIONS * HTTP/1.1\r\nHost: x\r\nX-Request-Id: trace-2\r\n\r\n");
  });
  expect(refused).toMatch(/^HTTP\/1\.1 204 [\s\S]*X-Request-Id: trace-2\r\n/i);
});

test("every line that is written for a request has its id, however many are served at once", async () => {
  const ids = Array.from({ length: 20 }, (_, index) => `parallel-${index}`);
  await Promise.all(ids.map((id) => fetch(`${origin}/slow`, { headers: { "x-request-id": id } })));
  const served = lines().filter(({ msg }) => msg === "served");
  expect(served.map(({ requestId }) => requestId).sort()).toEqual(ids.sort());
  for (const { requestId, header } of served) expect(requestId).toBe(header);
});

test.each([
  ["GET", "/users/segments/17/set/", "/api/users/segments/[id]/set", "4xx"],
  ["GET", "/api/csrf_token", "/api/csrf_token", "2xx"],
  ["PROPFIND", "/users/profile/", "/api/users/profile", "4xx"],
  ["GET", "/api/nope/12345", "/api/[...path]", "4xx"],
  ["GET", "/account/profile?tab=1", "pages", "2xx"],
])("%s %s is counted under the template %s", async (method, place, route, status) => {
  await fetch(origin + place, { method });
  expect(answers).toMatchObject([
    { route, status, method: method === "PROPFIND" ? "other" : method, unavailable: null, seconds: expect.any(Number) },
  ]);
});

test("an answer of 503 says what was missing", async () => {
  await fetch(`${origin}/busy`);
  await fetch(`${origin}/full`);
  expect(answers).toMatchObject([{ unavailable: "database_lost" }, { unavailable: "other" }]);
});

test("what probes are told is not among those", async () => {
  startDraining();
  try {
    expect((await fetch(`${origin}/api/health/ready`)).status).toBe(503);
  } finally {
    delete (globalThis as { storefrontIsDraining?: boolean }).storefrontIsDraining;
  }
  expect(answers).toMatchObject([{ status: "5xx", unavailable: null }]);
});

test("an answer that its client does not wait for is counted apart", async () => {
  const sent = request(`${origin}/endless`).end();
  sent.on("error", () => {});
  const [response] = await once(sent, "response");
  response.destroy();
  await expect.poll(() => answers).toMatchObject([{ status: "aborted" }]);
});
