import { expect, test } from "@/e2e/fixtures/world-test";

test.use({ javaScriptEnabled: false });

test("without scripts, pages that need them say so", async ({ page, signInAs }) => {
  // Locators by text skip it.
  const note = page.locator("noscript > p");
  for (const path of ["/login", "/register", "/reset"]) {
    await page.goto(path);
    await expect(note).toBeVisible();
  }
  await signInAs("reader");
  await page.goto("/account/security");
  await expect(note).toBeVisible();
});
