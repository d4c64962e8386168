import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { classOf } from "@/server/admission";

test.each([
  ["/account", null, "pages"],
  ["/_next/static/chunks/a.js", null, "files"],
  ["/shop-account.js", null, "files"],
  ["/shop-account/tr.json", null, "files"],
  ["/media/avatars/1.jpg", null, "api"],
  ["/users/profile/", "/users/profile/", "api"],
  ["/api/health/ready", "/health/ready", "health"],
] as const)("%s needs a place of its kind", (path, address, expected) => {
  expect(classOf(path, address)).toBe(expected);
});

test("what the proxy takes for files is let in as files", () => {
  const [, endings = ""] = /\\\\\.\(\?:([\w|]+)\)\$/.exec(readFileSync("proxy.ts", "utf8")) ?? [];
  expect(endings.split("|").length).toBeGreaterThan(5);
  for (const ending of endings.split("|")) expect(classOf(`/brand/logo.${ending}`, null)).toBe("files");
});
