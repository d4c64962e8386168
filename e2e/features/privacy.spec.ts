import type { Page } from "@playwright/test";
import { codeSentTo } from "@/e2e/fixtures/dev-mailbox";
import { newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

async function openDialog(page: Page) {
  await page.goto("/account/privacy");
  await page.getByRole("button", { name: "Delete my account" }).click();
  return page.getByRole("dialog", { name: "Delete your account?" });
}

test("an account is deleted by a code to its number", async ({ page }) => {
  const customer = newCustomer();
  await registerByApi(page, customer);
  const before = await codeSentTo(page, customer.phone);
  await (await openDialog(page)).getByRole("button", { name: "Confirm with an SMS code instead" }).click();
  await expect(page).toHaveURL(/\/verify\?purpose=account_deletion/);
  await expect(page.getByRole("link", { name: "Change number" })).toHaveCount(0);
  await expect.poll(() => codeSentTo(page, customer.phone)).not.toBe(before);
  await page.getByLabel("Code from the SMS").fill(await codeSentTo(page, customer.phone));
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page).toHaveURL("/login?deleted=1");
  await expect(page.getByText("Your account will be deleted")).toBeVisible();
  expect((await page.request.get("/users/profile/")).status()).toBe(401);
});

test("a wrong password deletes nothing and is forgotten when the dialog closes", async ({ page, readApi }) => {
  await registerByApi(page, newCustomer());
  const question = await openDialog(page);
  const password = question.getByLabel("Your password", { exact: true });
  await question.getByRole("button", { name: "Delete my account" }).click();
  await expect(question.getByRole("alert").filter({ hasText: "Please check one field" })).toBeFocused();
  await password.fill("not the password");
  await question.getByRole("button", { name: "Delete my account" }).click();
  await expect(question.getByText("That password isn’t right.").first()).toBeVisible();
  await expect(page).toHaveTitle(/^Error: /);
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await expect(page).not.toHaveTitle(/^Error: /);
  await expect(page.getByRole("button", { name: "Delete my account" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(password).toHaveValue("");
  expect(await readApi("/api/users/deletion/")).toEqual({ deletion_due_at: null });
});
