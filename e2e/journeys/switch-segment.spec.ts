import { credentialsOf, expect, test } from "@/e2e/fixtures/world-test";

test("another segment brings its price list at once, and is still active at the next sign-in", async ({
  page,
  user,
  inputMode,
  signInAs,
  readApi,
}) => {
  const shopper = `segments-by-${inputMode}` as const;
  await signInAs(shopper);
  await page.goto("/account");
  await user.goTo("Your prices");
  const active = page.getByRole("region", { name: "Current prices" });
  await expect(active).toContainText("Default Price List");
  const question = page.getByRole("dialog", { name: "Switch to Manager Segment?" });
  await user.openDialog(page.getByRole("button", { name: "Switch to Manager Segment" }), question);
  expect(await readApi("/users/segments/")).toMatchObject([{ pk: 107, is_active: true }, { pk: 108 }]);
  await expect(question).toContainText("Management Price List");
  await user.press(question.getByRole("button", { name: "Switch now" }));

  await expect(active).toContainText("Management Price List");
  await expect(page.getByRole("heading", { name: "Current prices" })).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "You’re now shopping with Manager Segment" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Switch to Employee Segment" })).toBeVisible();
  expect(await readApi("/users/segments/")).toMatchObject([
    { pk: 107, is_active: false },
    { pk: 108, is_active: true },
  ]);
  await page.reload();
  await expect(active).toContainText("Management Price List");

  await page.context().clearCookies();
  await page.request.post("/users/login/", { data: credentialsOf(shopper) });
  await page.goto("/account");
  await expect(page.getByText("Management Price List")).toBeVisible();
});
