import { expect, test } from "@/e2e/fixtures/world-test";

test("the API reference is found from the home page, and shows guide and operations", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "API reference" }).click();
  await expect(page).toHaveURL("/docs");
  await expect(page).toHaveTitle(/^API reference/);
  await expect(page.getByRole("region", { name: "Guide" }).getByRole("heading", { name: "Idempotency" })).toBeVisible();
  await expect(
    page.getByRole("region", { name: "Operations" }).getByText("Update the profile", { exact: true }),
  ).toBeVisible();
});

test("an operation opens by keyboard, and under its own address", async ({ page }) => {
  await page.goto("/docs");
  // Its name has invisible places to break the path at.
  const operation = page.locator("#operations-Profile-patchUsersProfile .opblock-summary-control");
  await operation.focus();
  await page.keyboard.press("Enter");
  await expect(operation).toHaveAttribute("aria-expanded", "true");
  await expect(page).toHaveURL(/#\/Profile\/patchUsersProfile$/);
  await page.reload();
  await expect(operation).toHaveAttribute("aria-expanded", "true");
});

test("whoever is signed in tries a change with their own session", async ({ page, signInAs, readApi }) => {
  await signInAs("caller");
  await page.goto("/docs#/Profile/patchUsersProfile");
  const operation = page.locator("#operations-Profile-patchUsersProfile");
  await operation.getByRole("button", { name: "Try it out" }).click();
  await operation.getByRole("textbox", { name: "Request body" }).fill('{"first_name": "Tried"}');
  await operation.getByRole("button", { name: "Execute" }).click();
  await expect(operation.locator(".live-responses-table .response-col_status").last()).toContainText("200");
  expect(await readApi("/users/profile/")).toMatchObject({ first_name: "Tried" });
});

test("the same is there as OpenAPI, at the paths that the shop answers", async ({ request }) => {
  for (const place of ["/api/openapi.json", "/api/openapi.json/"]) {
    const answer = await request.get(place, { maxRedirects: 0 });
    expect([place, answer.status()]).toEqual([place, 200]);
    expect((await answer.json()).openapi).toBe("3.1.1");
  }
});
