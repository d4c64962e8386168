import { expect, test } from "vitest";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import { logRefusal } from "@/lib/platform/http/security-log";
import { readableLog } from "@/lib/testing/log-lines";

const REQUEST = { method: "POST", path: "/users/login/", customer: 7 };

function linesOf(error: unknown, request = REQUEST) {
  const { log, lines, text } = readableLog();
  logRefusal(log, error, request);
  return { lines: lines(), text: text() };
}

test.each([
  ["a refused sign-in", FieldErrors.of("non_field_errors", "sign_in"), { security: "sign_in_refused" }],
  ["a wrong password of one's own", FieldErrors.of("password", "password_wrong"), { security: "sign_in_refused" }],
  ["a forged request", new AppError("csrf_failed"), { security: "csrf_failed" }],
  ["a bad token", new AppError("token_invalid"), { security: "token_invalid" }],
  ["a wrong code", new AppError("sms_verification_100_2"), { security: "sms_verification_100_2" }],
  [
    "a limit",
    new AppError("throttled", { values: { limit: "loginFailuresByStrangers", seconds: 9 } }),
    { security: "throttled", limit: "loginFailuresByStrangers" },
  ],
])("%s is one line, with the customer's id", (_name, error, expected) => {
  expect(linesOf(error).lines).toMatchObject([
    { level: 40, ...expected, method: "POST", path: "/users/login/", customer: 7 },
  ]);
});

test.each([
  ["an invalid field", FieldErrors.of("email", "email")],
  ["an unknown path", new AppError("not_found")],
  ["a bug", new TypeError("x")],
])("%s is none", (_name, error) => {
  expect(linesOf(error).lines).toEqual([]);
});

test("a path that ends in a secret is logged without it", () => {
  const path = `/users/reset/1a-${"0f".repeat(32)}/`;
  const { lines, text } = linesOf(new AppError("throttled", { values: { seconds: 1 } }), { ...REQUEST, path });
  expect(lines).toMatchObject([{ path: "/users/reset/[secret]/" }]);
  expect(text).not.toContain("0f0f");
});

test("a path as long as they get, made up of what is nearly a secret, is logged as it came", () => {
  const path = `/users/export/${`${"a".repeat(31)}g`.repeat(450)}/`;
  const { lines } = linesOf(new AppError("token_invalid"), { ...REQUEST, path });
  expect(lines).toMatchObject([{ path }]);
});
