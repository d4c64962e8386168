import { expect, test } from "@playwright/test";
import { credentialsOf } from "@/e2e/fixtures/test";

/* Clients beside our own pages, over real HTTP and by whatever serves the store. */

const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

test("/account/loyalty/ is the page to a browser, and the points in JSON to who asks for it", async ({ request }) => {
  await request.post("/users/login/", { data: credentialsOf("reader") });
  for (const place of ["/account/loyalty/", "/account/loyalty"]) {
    const page = await request.get(place, { headers: { accept: BROWSER } });
    expect([page.status(), page.headers()["content-type"]]).toEqual([200, expect.stringContaining("text/html")]);
    const data = await request.get(place, { maxRedirects: 0, headers: { accept: "application/json" } });
    expect([data.status(), data.headers()["content-type"]]).toEqual([200, "application/json"]);
    expect(await data.json()).toEqual({ count: expect.any(Number), results: expect.any(Array) });
  }
  const balance = await request.get("/account/loyalty-account-balance/", { maxRedirects: 0 });
  expect(await balance.json()).toEqual({ balance: expect.any(Number) });
});

test("every answer has the request's id, kept or new: the API's, next-auth's and pages", async ({ request }) => {
  const ofApi = ["/csrf_token/", "/users/profile/", "/api/nope", "/api/auth/csrf", "/api/auth/nope"];
  for (const place of [...ofApi, "/", "/login", "/account/nope", "/nope"]) {
    const named = await request.get(place, { headers: { "x-request-id": "trace-1" } });
    expect([place, named.headers()["x-request-id"]]).toEqual([place, "trace-1"]);
    const unnamed = await request.get(place, { headers: { "x-request-id": "two words" } });
    expect(unnamed.headers()["x-request-id"], place).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test("a refusal is a problem detail to who accepts one", async ({ request }) => {
  const answer = await request.get("/users/profile/", { headers: { accept: "application/problem+json" } });
  expect([answer.status(), answer.headers()["content-type"]]).toEqual([401, "application/problem+json"]);
  expect(await answer.json()).toMatchObject({ status: 401, code: "not_authenticated", errors: [] });
});

test("an origin that the shop does not trust is told nothing, by a preflight or an answer", async ({ request }) => {
  const headers = { origin: "https://evil.example", "access-control-request-method": "PATCH" };
  for (const method of ["OPTIONS", "GET"]) {
    const answer = await request.fetch("/users/profile/", { method, headers });
    expect(Object.keys(answer.headers()).filter((name) => name.startsWith("access-control-"))).toEqual([]);
  }
});
