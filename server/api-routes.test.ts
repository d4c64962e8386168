import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { API_REWRITES } from "@/lib/platform/http/api-paths.mjs";
import { findRoute } from "@/server/api-routes";

type Shared = { has?: { value: string }[] };

const fileOf = (pathname: string) => findRoute(pathname)?.file ?? null;

test.each([
  ["/users/profile/", "app/api/users/profile/route.ts"],
  ["/users/segments/", "app/api/users/segments/route.ts"],
  ["/current_user/", "app/api/current_user/route.ts"],
  ["/csrf_token/", "app/api/csrf_token/route.ts"],
  ["/users/registration/", "app/api/users/registration/route.ts"],
  ["/users/register-with-loyalty/", "app/api/users/register-with-loyalty/route.ts"],
  ["/users/otp-login/", "app/api/users/otp-login/route.ts"],
  ["/users/password/change/", "app/api/users/password/change/route.ts"],
  ["/users/password/reset/", "app/api/users/password/reset/route.ts"],
  ["/users/email-change/", "app/api/users/email-change/route.ts"],
  ["/users/reset/ya-0f/", "app/api/users/reset/[key]/route.ts"],
  ["/users/anonymize/", "app/api/users/anonymize/route.ts"],
  ["/account/loyalty-account-balance/", "app/api/account/loyalty-account-balance/route.ts"],
  ["/users/email-set-primary/0f/", "app/api/users/email-set-primary/[token]/route.ts"],
])("%s answers at both places, with and without the slash", (original, file) => {
  const bare = original.slice(0, -1);
  for (const pathname of [original, bare, `/api${original}`, `/api${bare}`]) expect(fileOf(pathname)).toBe(file);
});

test("dynamic parts are handed over decoded, and a broken encoding as it came", () => {
  expect(findRoute("/users/segments/107/set/")?.params).toEqual({ id: "107" });
  expect(findRoute("/users/segments/a%20b/set")?.params).toEqual({ id: "a b" });
  expect(findRoute("/users/reset/ya-0f/")?.params).toEqual({ key: "ya-0f" });
  expect(findRoute("/users/email-set-primary/0f/")?.params).toEqual({ token: "0f" });
  expect(findRoute("/api/verification/sign_in")?.params).toEqual({ purpose: "sign_in" });
  expect(findRoute("/users/segments/%E0%A4%A/set")?.params).toEqual({ id: "%E0%A4%A" });
});

test("the segment path of the document's own example is an alias", () => {
  expect(findRoute("/segments/108/set/")).toEqual(findRoute("/users/segments/108/set/"));
});

test.each([
  ["application/json", true],
  ["application/json, text/plain, */*", true],
  ["application/problem+json", true],
  ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", false],
  ["text/html, application/json", false],
  // A page's own navigation, and whoever does not say.
  ["*/*", false],
  [null, false],
])("/account/loyalty/ is the API's for Accept %j: %j, and its pages are pages", (accept, isApi) => {
  for (const pathname of ["/account/loyalty/", "/account/loyalty"]) {
    expect(findRoute(pathname, accept)?.file ?? null).toBe(isApi ? "app/api/account/loyalty/route.ts" : null);
  }
  expect(findRoute("/account/loyalty/join", accept)).toBeNull();
  // Next decides by the same words.
  const { has: [condition] = [] } = API_REWRITES.find(({ source }) => source === "/account/loyalty") as Shared;
  expect(new RegExp(`^${condition?.value}$`).test(accept ?? "")).toBe(isApi);
});

test("what the API does not have goes to the handler that answers 404 in JSON", () => {
  for (const pathname of [
    "/api",
    "/api/nope",
    "/users/",
    "/users/profile/x",
    "/current_user/x",
    "/api/__proto__/constructor",
  ]) {
    expect(fileOf(pathname)).toBe("app/api/[...path]/route.ts");
  }
});

test("pages, files and what needs Next are left to Next", () => {
  for (const pathname of ["/", "/account", "/_next/static/x.js", "/usersx", "/api/auth/session", "/api/bench/"]) {
    expect(findRoute(pathname)).toBeNull();
  }
});

test("every route file is reached", () => {
  const files = readdirSync("app/api", { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith("route.ts"),
  );
  for (const file of files.filter((name) => !/^(auth|bench|\[\.\.\.path\])/.test(name))) {
    const pathname = `/api/${file.replace(/route\.ts$/, "").replaceAll(/\[\w+\]/g, "1")}`;
    expect(fileOf(pathname)).toBe(`app/api/${file}`);
  }
});
