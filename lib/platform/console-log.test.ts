import { afterEach, beforeEach, expect, test } from "vitest";
import { sendConsoleToLog } from "@/lib/platform/console-log";
import { inRequestScope } from "@/lib/platform/request-scope";
import { readableLog } from "@/lib/testing/log-lines";

const methods = ["error", "warn", "info", "log", "debug"] as const;
const before = Object.fromEntries(methods.map((method) => [method, console[method]]));

let lines: () => Record<string, unknown>[];
let text: () => string;
beforeEach(() => {
  const readable = readableLog();
  ({ lines, text } = readable);
  sendConsoleToLog(readable.log);
});
afterEach(() => void Object.assign(console, before));

test.each([
  ["error", 50],
  ["warn", 40],
  ["info", 30],
  ["log", 20],
  ["debug", 20],
] as const)("console.%s is a line of the log, of level %i", (method, level) => {
  console[method]("\u001b[31mtook\u001b[39m %d ms", 12);
  expect(lines()).toMatchObject([{ level, msg: "took 12 ms" }]);
});

test("an error is told as the log tells errors, without what identifies a person", () => {
  console.error("⨯", new Error("no customer john.doe@example.com or +90 532 123 45 67"));
  expect(lines()).toMatchObject([{ msg: "⨯", err: { type: "Error", message: "no customer [email] or [digits]" } }]);
  console.error(`mail to jane@example.com, token ${"0f".repeat(16)}`);
  expect(text()).not.toMatch(/jane|0f0f/);
});

test("a page's error has the request's id and path, without its query and what opens a link", () => {
  const scope = {
    ...{ requestId: "r-1", method: "GET", route: "pages", unavailable: null },
    url: `/reset/1a-${"0f".repeat(32)}?code=123456`,
  };
  inRequestScope(scope, () => console.error(new TypeError("x")));
  expect(lines()).toMatchObject([
    { msg: "failed to render", requestId: "r-1", method: "GET", path: "/reset/[secret]", err: { type: "TypeError" } },
  ]);
  expect(text()).not.toMatch(/0f0f|123456/);
});

test("a page that fails for want of the database adds nothing to the line about the outage", () => {
  console.error(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }));
  expect(lines()).toEqual([]);
});

test.each([
  ["a lock that was not to be had", "55P03"],
  ["changes that met", "40001"],
])("a page that fails by %s is told: no outage tells of it", (_what, code) => {
  console.error(Object.assign(new Error("canceled"), { code }));
  expect(lines()).toMatchObject([{ msg: "failed to render", err: { errorCode: code } }]);
});
