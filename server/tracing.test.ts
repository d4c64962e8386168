import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { requestJson } from "@/lib/adapters/loyalty-provider/request-json";
import { requestOnce } from "@/lib/adapters/sms/request-once";
import { findTracing, inSpan } from "@/lib/platform/tracing";
import { readableLog } from "@/lib/testing/log-lines";
import { createHttpServer } from "@/server/http-server";
import { startTracing } from "@/server/tracing";
import { nameRoute } from "@/server/watched-requests";

/* With a receiver of OTLP in place of a collector. */

type Attribute = { key: string; value: { stringValue?: string; intValue?: number } };
type Span = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  attributes: Attribute[];
  status: { code?: number; message?: string };
};
const [SERVER, CLIENT, ERROR] = [2, 3, 2];

const received: Span[] = [];
const services: unknown[] = [];
/** The headers of what the shop called. */
const called: Record<string, unknown>[] = [];

const collector = createServer(async (request, response) => {
  let text = "";
  for await (const chunk of request) text += chunk;
  expect(request.url).toBe("/v1/traces");
  for (const { resource, scopeSpans } of JSON.parse(text).resourceSpans) {
    services.push(resource.attributes.find(({ key }: Attribute) => key === "service.name")?.value.stringValue);
    for (const { spans } of scopeSpans) received.push(...spans);
  }
  response.writeHead(200, { "Content-Type": "application/json" }).end("{}");
});
const gateway = createServer((request, response) => {
  called.push(request.headers);
  response.writeHead(200, { "Content-Type": "application/json" }).end("{}");
});
const { log, lines } = readableLog();
const shop = createHttpServer(async (request, response) => {
  nameRoute("/api/users/reset/[key]");
  const url = originOf(gateway);
  await requestOnce({ url, method: "POST", headers: {}, body: "x", timeoutMs: 5000 });
  await requestJson({ url, method: "GET", headers: {}, signal: AbortSignal.timeout(5000) });
  await inSpan("SELECT", {}, () => Promise.reject(new TypeError("jane@example.com"))).catch(() => {});
  log.info("served");
  response.writeHead(request.url === "/fails" ? 500 : 200).end();
});

const originOf = (server: { address(): unknown }) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const attributesOf = ({ attributes }: Span) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT = "00f067aa0ba902b7";

beforeAll(async () => {
  for (const server of [collector, gateway, shop.server]) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  }
  const stop = await startTracing({
    OTEL_EXPORTER_OTLP_ENDPOINT: `${originOf(collector)}/`,
    OTEL_SERVICE_NAME: "shop-under-test",
  });
  const headers = { traceparent: `00-${TRACE}-${PARENT}-01` };
  await fetch(`${originOf(shop.server)}/reset/1a-${"0f".repeat(32)}?code=123456`, { headers });
  await fetch(`${originOf(shop.server)}/fails`);
  await stop();
});
afterAll(async () => {
  await shop.drain();
  for (const server of [collector, gateway]) server.close().closeAllConnections();
});

const ofTrace = () => received.filter(({ traceId }) => traceId === TRACE);
const served = () => ofTrace().find(({ kind }) => kind === SERVER) as Span;

test("a request is a span of its client's trace, under its route's template and without what opens a link", () => {
  expect(services).toContain("shop-under-test");
  expect(served()).toMatchObject({ parentSpanId: PARENT, name: "GET /api/users/reset/[key]" });
  expect(attributesOf(served())).toEqual({
    "http.request.method": "GET",
    "url.path": "/reset/[secret]",
    "http.route": "/api/users/reset/[key]",
    "http.response.status_code": 200,
  });
  expect(JSON.stringify(received)).not.toMatch(/0f0f|123456/);
});

test("an answer of 500 is an error, in a trace of its own", () => {
  const failed = received.find(({ kind, traceId }) => kind === SERVER && traceId !== TRACE);
  expect(failed).toMatchObject({ status: { code: ERROR } });
  expect(failed?.parentSpanId).toBeFalsy();
});

test("calls of a gateway and of the programme are its children, and are told so", () => {
  const host = new URL(originOf(gateway)).host;
  const calls = ofTrace().filter(({ kind, name }) => kind === CLIENT && name.endsWith(host));
  expect(calls.map(({ name, parentSpanId }) => [name, parentSpanId])).toEqual([
    [`POST ${host}`, served().spanId],
    [`GET ${host}`, served().spanId],
  ]);
  // In the order in which they were made, before anything else.
  expect(called.slice(0, 2).map(({ traceparent }) => traceparent)).toEqual(
    calls.map(({ spanId }) => `00-${TRACE}-${spanId}-01`),
  );
});

test("what fails is told by its kind, without its message", () => {
  expect(ofTrace().find(({ name }) => name === "SELECT")).toMatchObject({
    status: { code: ERROR, message: "TypeError" },
  });
  expect(JSON.stringify(received)).not.toContain("jane@");
});

test("lines of the log name the trace", () => {
  expect(lines().find(({ msg }) => msg === "served")).toMatchObject({ traceId: TRACE });
});

test("without an endpoint nothing is traced, and nothing is added to what is sent", async () => {
  await (await startTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: undefined, OTEL_SERVICE_NAME: "shop" }))();
  expect(findTracing()).toBeUndefined();
  const before = called.length;
  await fetch(originOf(shop.server));
  expect(called.slice(before).map(({ traceparent }) => traceparent)).toEqual([undefined, undefined]);
});
