import { credentialsOf, expect, test } from "@/e2e/fixtures/test";

test("a customer without a segment is told what that means", async ({ page }) => {
  await page.request.post("/users/login/", {
    data: { email: "john.new@example.com", password: credentialsOf("reader").password },
  });
  await page.goto("/account/segments");
  await expect(page.getByRole("heading", { name: "You’re not in a segment yet" })).toBeVisible();
});
