import { NEW_CUSTOMER_PASSWORD, newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

test("an account is deleted by the password, and kept by who signs in and thinks better of it", async ({
  page,
  user,
  readApi,
}) => {
  const customer = newCustomer();
  await registerByApi(page, customer);
  await page.goto("/account");
  await user.goTo("Privacy");
  const question = page.getByRole("dialog", { name: "Delete your account?" });
  await user.openDialog(page.getByRole("button", { name: "Delete my account" }), question);
  await expect(question).toContainText("your account will be deleted in 14 days");
  await user.fill(question.getByLabel("Your password", { exact: true }), NEW_CUSTOMER_PASSWORD);
  await user.press(question.getByRole("button", { name: "Delete my account" }));
  await expect(page).toHaveURL("/login?deleted=1");
  await expect(page.getByText("Your account will be deleted")).toBeVisible();
  await expect(page.getByText("choose “Keep my account”")).toBeVisible();
  expect((await page.request.get("/users/profile/")).status()).toBe(401);

  await user.fill(page.getByLabel("Email address"), customer.email);
  await user.fill(page.getByLabel("Password", { exact: true }), NEW_CUSTOMER_PASSWORD);
  await user.press(page.getByRole("button", { name: "Sign in", exact: true }));
  const notice = page.getByRole("region", { name: /^Your account will be deleted on / });
  await expect(notice).toBeVisible();
  await user.goTo("Privacy");
  await expect(page.getByRole("button", { name: "Delete my account" })).toHaveCount(0);
  await user.press(notice.getByRole("button", { name: "Keep my account" }));
  await expect(page.getByRole("status").filter({ hasText: "Your account stays" })).toBeVisible();
  await expect(notice).toHaveCount(0);
  await expect(page.getByRole("main")).toBeFocused();
  await expect(page.getByRole("button", { name: "Delete my account" })).toBeVisible();
  expect(await readApi("/api/users/deletion/")).toEqual({ deletion_due_at: null });
  expect(await readApi("/users/profile/")).toMatchObject({ email: customer.email, first_name: "Zoë" });
  await page.reload();
  await expect(notice).toHaveCount(0);
});
