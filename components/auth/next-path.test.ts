import { expect, test } from "vitest";
import { nextPath } from "./next-path";

test.each(["/account/segments", "/account?a=1#b", "/docs"])("leads to the page asked for: %s", (path) => {
  expect(nextPath(path)).toBe(path);
});

test.each([
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
  "/login",
  "",
  undefined,
  ["/account/segments", "/account/profile"],
])("leads to the overview rather than to %s", (given) => {
  expect(nextPath(given)).toBe("/account");
});
