import { linkMailedTo } from "@/e2e/fixtures/dev-mailbox";
import { newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

test("a new customer asks for the link once more and confirms their address by the button behind it", async ({
  page,
  user,
}) => {
  const customer = newCustomer();
  await registerByApi(page, customer);
  const first = await linkMailedTo(page, customer.email, "/confirm-email");
  await page.goto("/account");
  await expect(page.getByText(`We’ve sent a link to ${customer.email}.`)).toBeVisible();
  await user.press(page.getByRole("button", { name: "Send it again" }));
  await expect(page.getByRole("status").filter({ hasText: "The link is on its way" })).toBeVisible();
  await expect.poll(() => linkMailedTo(page, customer.email, "/confirm-email")).not.toBe(first);

  await page.goto(first);
  await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
  await page.goto(await linkMailedTo(page, customer.email, "/confirm-email"));
  await expect(page.getByText(customer.email)).toBeVisible();
  await user.press(page.getByRole("button", { name: "Confirm" }));
  await expect(page.getByRole("heading", { name: "Email address confirmed" })).toBeFocused();
  await user.press(page.getByRole("link", { name: "Go to your account" }));
  await expect(page).toHaveURL("/account");
  await expect(page.getByRole("button", { name: "Send it again" })).toHaveCount(0);
});
