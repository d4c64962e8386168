import { expect, test } from "vitest";
import { isDemoHost } from "@/server/demo-host";

const env = { APP_URL: "http://localhost:3000", HOST: undefined };

test.each([
  ["localhost:3000", true],
  ["localhost", true],
  ["127.0.0.1:3000", true],
  ["[::1]:3000", true],
  ["evil.example", false],
  ["localhost.evil.example:3000", false],
  ["192.168.1.5:3000", false],
  ["", false],
  [undefined, false],
])("a demo asked for as %j answers: %j", (host, answers) => {
  expect(isDemoHost(host, env)).toBe(answers);
});

test("a demo answers under the address that it was given, too", () => {
  expect(isDemoHost("192.168.1.5:3000", { ...env, HOST: "192.168.1.5" })).toBe(true);
  expect(isDemoHost("demo.lan:3000", { APP_URL: "http://demo.lan:3000", HOST: "0.0.0.0" })).toBe(true);
});
