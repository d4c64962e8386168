import { expect, test } from "@/e2e/journey";

test("the API reference is found from the home page, and its contents lead to every endpoint", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "API reference" }).click();
  await expect(page).toHaveURL("/docs");
  await expect(page).toHaveTitle(/^API reference/);
  const contents = page.getByRole("navigation", { name: "Contents" });
  await contents.getByRole("link", { name: "PATCH Change the profile", exact: true }).click();
  await expect(page).toHaveURL("/docs#patch-users-profile");
  const operation = page.getByRole("region", { name: "Change the profile", exact: true });
  await expect(operation.getByRole("heading", { name: "Change the profile" })).toBeInViewport();
  await expect(contents.locator("[aria-current]")).toHaveText(/Change the profile/);
});

test("every link within the reference leads to something", async ({ page }) => {
  await page.goto("/docs");
  const lost = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')]
      .map(({ hash }) => decodeURIComponent(hash.slice(1)))
      .filter((id) => !document.getElementById(id)),
  );
  expect(lost).toEqual([]);
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map(({ id }) => id));
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test("the contents are filtered by path, method and words, by keyboard", async ({ page }) => {
  await page.goto("/docs");
  const contents = page.getByRole("navigation", { name: "Contents" });
  await contents.getByRole("searchbox", { name: "Filter endpoints" }).fill("loyalty-card post");
  await expect(contents.getByRole("link", { name: "POST Leave the programme" })).toBeVisible();
  await expect(contents.getByRole("link", { name: "GET Get the profile", exact: true })).toBeHidden();
  await contents.getByRole("searchbox").fill("nothing like this");
  await expect(contents).toContainText("Nothing here has these words.");
});

test("on a phone the contents open and close, and lead on", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/docs");
  const opener = page.getByRole("button", { name: "Contents" });
  const search = page.getByRole("searchbox", { name: "Filter endpoints" });
  await expect(search).toBeHidden();
  await opener.click();
  await expect(search).toBeVisible();
  await search.press("Escape");
  await expect(search).toBeHidden();
  await expect(opener).toBeFocused();
  await opener.click();
  await page.getByRole("link", { name: "Errors", exact: true }).click();
  await expect(search).toBeHidden();
  await expect(page.getByRole("heading", { name: "Errors", exact: true })).toBeInViewport();
});

test("an example is copied as it stands", async ({ page, context, baseURL }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: baseURL ?? "" });
  await page.goto("/docs#get-users-segments");
  await page.getByRole("button", { name: "Copy: List my segments" }).click();
  await expect(page.getByRole("button", { name: "Copy: List my segments" })).toHaveText("Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `curl "${new URL(baseURL ?? "").origin}/users/segments/" \\\n  -H "Authorization: Token $TOKEN"`,
  );
});

test("the same is there as OpenAPI, at the paths that the shop answers", async ({ page, request }) => {
  await page.goto("/docs");
  await expect(page.getByRole("link", { name: "OpenAPI 3.1", exact: true })).toHaveAttribute(
    "href",
    "/api/openapi.json",
  );
  for (const place of ["/api/openapi.json", "/api/openapi.json/"]) {
    const answer = await request.get(place, { maxRedirects: 0 });
    expect([place, answer.status()]).toEqual([place, 200]);
    expect((await answer.json()).openapi).toBe("3.1.1");
  }
});
