import { credentialsOf, expect, test } from "@/e2e/fixtures/world-test";

test("a customer without a segment is told which prices apply", async ({ page }) => {
  await page.request.post("/users/login/", {
    data: { email: "john.new@example.com", password: credentialsOf("reader").password },
  });
  await page.goto("/account/segments");
  await expect(page.getByRole("heading", { name: "You see the standard prices" })).toBeVisible();
});

test("between prices of one list, the list is said to stay rather than to replace itself", async ({ page }) => {
  await page.request.post("/users/login/", {
    data: { email: "john.doe@example.com", password: credentialsOf("reader").password },
  });
  await page.goto("/account/segments");
  await page.getByRole("button", { name: "Switch to Press Segment" }).click();
  const question = page.getByRole("dialog", { name: "Switch to Press Segment?" });
  await expect(question).toContainText(/Your price list, .?Default Price List.?, and its currency/);
  await expect(question).not.toContainText("instead of");
});

test("the code of a price list is folded away from who does not ask for it", async ({ page, signInAs }) => {
  await signInAs("reader");
  await page.goto("/account/segments");
  const code = page.getByText("Price list code:");
  await expect(code).toBeHidden();
  await page.getByText("Details").click();
  await expect(code).toBeVisible();
});
