import { expect, test } from "@playwright/test";
import { credentialsOf } from "@/e2e/fixtures/test";

/* What a client of the original platform relies on, over real HTTP. */

const PLACES = ["/users/profile/", "/users/profile", "/api/users/profile/", "/api/users/profile"];

test("every documented path answers at both places, with and without the slash, and no body is lost", async ({
  request,
}) => {
  await request.post("/users/login", { data: credentialsOf("integrator") });
  const { csrf_token: csrf } = await (await request.get("/csrf_token")).json();
  for (const [index, place] of PLACES.entries()) {
    const read = await request.get(place, { maxRedirects: 0 });
    expect(read.status(), place).toBe(200);
    const written = await request.patch(place, {
      maxRedirects: 0,
      headers: { "x-csrftoken": csrf },
      data: { first_name: `Place ${index}` },
    });
    expect(written.status(), place).toBe(200);
    expect((await written.json()).first_name).toBe(`Place ${index}`);
  }
  for (const place of ["/segments/108/set/", "/users/segments/108/set", "/api/users/segments/108/set/"]) {
    const answer = await request.post(place, { maxRedirects: 0, headers: { "x-csrftoken": csrf } });
    expect([place, answer.status()]).toEqual([place, 200]);
  }
});

test("unknown paths and wrong methods are answered in JSON", async ({ request }) => {
  const unknown = await request.get("/api/no/such/thing");
  expect([unknown.status(), await unknown.json()]).toEqual([404, { detail: "Not found.", code: "not_found" }]);
  const wrong = await request.delete("/users/profile/");
  expect(wrong.status()).toBe(405);
  expect(wrong.headers().allow).toBe("GET, HEAD, PATCH, OPTIONS");
});

test("a body beyond the limit is refused with 413, whatever it claims about its length", async ({ request }) => {
  const answer = await request.post("/users/login/", {
    headers: { "content-type": "application/json" },
    data: Buffer.alloc(3 * 1024 * 1024, " "),
  });
  expect(answer.status()).toBe(413);
});

test("one client cannot read another's answer from any cache", async ({ playwright, baseURL }) => {
  for (const shopper of ["integrator", "reader"] as const) {
    const client = await playwright.request.newContext({ baseURL });
    await client.post("/users/login/", { data: credentialsOf(shopper) });
    const answer = await client.get("/users/user/");
    expect(answer.headers()["cache-control"]).toBe("no-store");
    expect((await answer.json()).email).toBe(credentialsOf(shopper).email);
    await client.dispose();
  }
});
