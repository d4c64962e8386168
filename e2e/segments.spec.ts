import { credentialsOf, expect, test } from "./journey";

test("switching the segment shows its price list at once and survives the session", async ({
  page,
  signInAs,
  readApi,
}) => {
  await signInAs("switcher");
  await page.goto("/account/segments");
  const active = page.getByRole("region", { name: "Active segment" });
  await expect(active).toContainText("Default Price List");
  await page.getByRole("button", { name: "Switch to Manager Segment" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Management Price List");
  await dialog.getByRole("button", { name: "Switch now" }).click();
  await expect(active).toContainText("Management Price List");
  await expect(page.getByRole("button", { name: "Switch to Employee Segment" })).toBeVisible();
  expect(await readApi("/users/segments/")).toMatchObject([
    { pk: 107, is_active: false },
    { pk: 108, is_active: true },
  ]);

  await page.context().clearCookies();
  await page.request.post("/users/login/", { data: credentialsOf("switcher") });
  await page.goto("/account");
  await expect(page.getByText("Management Price List")).toBeVisible();
});

test("the question can be left without switching", async ({ page, signInAs }) => {
  await signInAs("reader");
  await page.goto("/account/segments");
  await page.getByRole("button", { name: "Switch to Manager Segment" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("button", { name: "Switch to Manager Segment" })).toBeFocused();
});

test("somebody in no segment is told what that means", async ({ page }) => {
  await page.request.post("/users/login/", {
    data: { email: "john.new@example.com", password: credentialsOf("reader").password },
  });
  await page.goto("/account/segments");
  await expect(page.getByRole("heading", { name: "You’re not in a segment yet" })).toBeVisible();
});
