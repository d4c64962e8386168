import { expect, test } from "@/e2e/fixtures/test";

test.use({ javaScriptEnabled: false });

test("without scripts, pages that need them say so", async ({ page, signInAs }) => {
  const note = page.getByText("Without JavaScript you can read this page, but not send or change anything.");
  for (const path of ["/login", "/register", "/reset"]) {
    await page.goto(path);
    await expect(note).toBeVisible();
  }
  await signInAs("reader");
  await page.goto("/account/security");
  await expect(note).toBeVisible();
});
