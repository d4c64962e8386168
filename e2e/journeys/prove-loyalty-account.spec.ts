import type { Page } from "@playwright/test";
import { messagesTo } from "@/e2e/fixtures/dev-mailbox";
import { leaveAccountBehind, newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

test("a number that another address's account has opens none of its own until it is shown whose it is", async ({
  page,
  user,
  readApi,
}) => {
  const former = newCustomer();
  const { phone } = former;
  const number = await leaveAccountBehind(page, former);
  await registerByApi(page, { ...newCustomer(), phone });

  await page.goto("/account/loyalty/join");
  await user.fillDate(page.getByLabel("Date of birth"), "1991-02-28");
  await user.choose(page.getByLabel("Prefer not to say"));
  await user.press(page.getByRole("button", { name: "Join", exact: true }));
  await expect(page).toHaveURL("/account/loyalty");
  await expect(page.getByText("This phone number already has a loyalty account")).toBeVisible();
  await expect(page.getByText(`${former.email[0]}•••@test.example`)).toBeVisible();
  await page.goto("/account/loyalty/join");
  await expect(page).toHaveURL("/account/loyalty");
  await page.goto("/account");
  await user.press(page.getByRole("link", { name: "Answer now" }));
  await expect(page).toHaveURL("/account/loyalty");

  await user.fillDate(page.getByLabel("Date of birth", { exact: true }), "1991-03-01");
  await user.press(page.getByRole("button", { name: "Check" }));
  await expect(page.getByText("That isn’t the account’s date of birth").first()).toBeVisible();

  await user.press(page.getByRole("button", { name: "Send a code" }));
  await expect(page.getByLabel("Code from the email")).toBeFocused();
  await user.fill(page.getByLabel("Code from the email"), await codeMailedTo(page, former.email));
  await user.press(page.getByRole("button", { name: "Confirm" }));
  await expect(page.getByRole("region", { name: "Your points" })).toContainText("100 points");
  expect(await readApi("/loyalty-card/loyalty_card/")).toMatchObject({
    card: { attributes: { account_number: number }, number: phone },
  });
});

async function codeMailedTo(page: Page, address: string): Promise<string> {
  const find = async () =>
    (await messagesTo(page, address)).map(({ body }) => /^\d{6}$/m.exec(body)?.[0]).find(Boolean) ?? null;
  await expect.poll(find).not.toBeNull();
  return (await find()) ?? "";
}
