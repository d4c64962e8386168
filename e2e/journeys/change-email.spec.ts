import { NEWCOMER_PASSWORD, newcomer, registerByApi } from "@/e2e/newcomers";
import { linkMailedTo } from "@/e2e/outbox";
import { expect, test } from "./journey-by";

test("an email address is changed by the link in the mail, which works once", async ({ page, hands, readApi }) => {
  const customer = newcomer();
  const { email: wanted } = newcomer();
  await registerByApi(page, customer);
  await page.goto("/account");
  await hands.goTo("Profile");
  await hands.press(page.getByRole("button", { name: "Change email address" }));
  await hands.write(page.getByLabel("New email address", { exact: true }), wanted);
  await hands.write(page.getByLabel("Confirm new email address"), `x${wanted}`);
  await hands.write(page.getByLabel("Your password", { exact: true }), NEWCOMER_PASSWORD);
  await hands.press(page.getByRole("button", { name: "Send link" }));
  await expect(page.getByLabel("Confirm new email address")).toHaveAttribute("aria-invalid", "true");
  await hands.write(page.getByLabel("Confirm new email address"), wanted);
  await hands.press(page.getByRole("button", { name: "Send link" }));

  const row = page.getByRole("region", { name: "Email address" });
  await expect(row).toContainText(`We’ve emailed a link to ${wanted}`);
  await expect(row).toContainText(customer.email);
  expect(await readApi("/users/profile/")).toMatchObject({ email: customer.email });

  const link = await linkMailedTo(page, wanted);
  await page.goto(link);
  await expect(page).toHaveURL("/account/profile");
  await expect(page.getByRole("status").filter({ hasText: "Email address changed" })).toBeVisible();
  await expect(row).toContainText(`Your email address is now ${wanted}`);
  expect(await readApi("/users/profile/")).toMatchObject({ email: wanted });
  await page.reload();
  await expect(row).toContainText(wanted);
  await expect(row).not.toContainText("is now");

  await page.goto(link);
  await expect(row).toContainText("This link no longer works");
  await hands.press(row.getByRole("button", { name: "Get a new link" }));
  await expect(page.getByLabel("New email address", { exact: true })).toBeFocused();
});
