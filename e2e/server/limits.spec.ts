import { expect, test } from "@/e2e/fixtures/test";

/* On the real server, where pages and API have modules of their own but share what they count and throw. */

test("too many wrong passwords are 429 for clients and told with the time to wait in the browser", async ({ page }) => {
  await page.goto("/login");
  const attempt = (index: number) =>
    page.request.post("/users/login/", { data: { email: "guessed@test.example", password: `guess ${index}` } });
  for (let index = 0; index < 10; index++) expect((await attempt(index)).status()).toBe(400);
  const refused = await attempt(10);
  expect(refused.status()).toBe(429);
  expect(Number(refused.headers()["retry-after"])).toBeGreaterThan(0);

  await page.getByLabel("Email address").fill("guessed@test.example");
  await page.getByLabel("Password", { exact: true }).fill("guess 11");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Too many attempts" })).toBeFocused();
});

test("next-auth's doors take no rubbish and write nothing for strangers", async ({ request }) => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  expect((await request.post("/api/auth/_log", { headers: form, data: "level=error&code=x" })).status()).toBe(404);
  expect((await request.get("/api/auth/error?error=%00")).status()).toBe(404);
  const callback = "/api/auth/callback/credentials";
  const json = { "content-type": "application/json" };
  expect((await request.post(callback, { headers: json, data: Buffer.from("{bad") })).status()).toBe(415);
  expect((await request.post(callback, { headers: form, data: Buffer.alloc(200_000, "a") })).status()).toBe(413);
  expect((await request.get("/api/auth/session")).status()).toBe(200);
});
