import { linkMailedTo } from "@/e2e/fixtures/dev-mailbox";
import { NEW_CUSTOMER_PASSWORD, newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

test("an email address is changed by the link in the mail, which works once", async ({ page, user, readApi }) => {
  const customer = newCustomer();
  const { email: wanted } = newCustomer();
  await registerByApi(page, customer);
  await page.goto("/account");
  await user.goTo("Profile");
  await user.press(page.getByRole("button", { name: "Change email address" }));
  await user.fill(page.getByLabel("New email address", { exact: true }), wanted);
  await user.fill(page.getByLabel("Confirm new email address"), `x${wanted}`);
  await user.fill(page.getByLabel("Your password", { exact: true }), NEW_CUSTOMER_PASSWORD);
  await user.press(page.getByRole("button", { name: "Send link" }));
  await expect(page.getByLabel("Confirm new email address")).toHaveAttribute("aria-invalid", "true");
  await user.fill(page.getByLabel("Confirm new email address"), wanted);
  await user.press(page.getByRole("button", { name: "Send link" }));

  const row = page.getByRole("region", { name: "Email address" });
  await expect(row).toContainText(`We’ve emailed a link to ${wanted}`);
  await expect(row).toContainText(customer.email);
  expect(await readApi("/users/profile/")).toMatchObject({ email: customer.email });

  const link = await linkMailedTo(page, wanted, "/confirm-email");
  await page.goto(link);
  expect(await readApi("/users/profile/")).toMatchObject({ email: customer.email });
  await user.press(page.getByRole("button", { name: "Confirm" }));
  const done = page.getByRole("heading", { name: "Email address confirmed" });
  await expect(done).toBeFocused();
  expect(await readApi("/users/profile/")).toMatchObject({ email: wanted });
  await page.reload();
  await expect(done).toBeVisible();

  await user.press(page.getByRole("link", { name: "Go to your account" }));
  await expect(page).toHaveURL("/account");
  await user.goTo("Profile");
  await expect(row).toContainText(wanted);
  await expect(row).toContainText("Confirmed");
});
