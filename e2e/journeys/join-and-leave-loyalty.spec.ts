import type { Page } from "@playwright/test";
import { codeSentTo } from "@/e2e/fixtures/dev-mailbox";
import type { User } from "@/e2e/fixtures/input-mode";
import { newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

test("a customer joins with another number, shows the card at the till, leaves and joins again", async ({
  page,
  user,
  readApi,
}) => {
  await registerByApi(page, newCustomer());
  const { phone } = newCustomer();
  await page.goto("/account");
  await user.goTo("Loyalty card");
  await user.press(page.getByRole("link", { name: "Join now" }));
  await fillIn(page, user);
  await user.fill(page.getByLabel("Phone number"), phone);
  await user.press(page.getByRole("button", { name: "Join", exact: true }));
  await expect(page).toHaveURL(/\/verify\?purpose=loyalty_join/);
  await page.reload();
  const code = await codeSentTo(page, phone);
  expect(code).toMatch(/^\d{4}$/);
  await expect(page.getByLabel("Code from the SMS")).toBeFocused();
  await user.fill(page.getByLabel("Code from the SMS"), code);

  await expect(page).toHaveURL(/\/account\/loyalty/);
  await expect(page.getByText("Your card is ready.", { exact: false })).toBeVisible();
  await expect(page.getByRole("region", { name: "Your points" })).toContainText("100 points");
  await expect(page.getByRole("row", { name: /Welcome bonus/ })).toContainText("+100");
  expect(await readApi("/loyalty-card/loyalty_card/")).toMatchObject({ card: { number: phone }, points: 100 });

  await user.press(page.getByRole("link", { name: "Show at the till" }));
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Your card");
  await expect(page.getByRole("img", { name: "QR code of your card number" })).toBeVisible();
  await expect(page.getByRole("img", { name: "Barcode of your card number" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("link", { name: "Show at the till" })).toBeFocused();

  const question = page.getByRole("dialog", { name: "Leave the loyalty programme?" });
  await user.openDialog(page.getByRole("button", { name: "Leave the programme" }), question);
  await user.press(question.getByRole("button", { name: "Leave", exact: true }));
  await expect(page.locator("main div:focus")).toContainText("You have left the programme");
  expect(await readApi("/loyalty-card/loyalty_card/")).toMatchObject({ card: null });
  await page.reload();
  await user.press(page.getByRole("link", { name: "Join now" }));

  // Four digits link a card, but do not verify a number for good.
  await fillIn(page, user);
  await user.press(page.getByRole("button", { name: "Join", exact: true }));
  await expect(page).toHaveURL(/\/verify\?purpose=loyalty_join/);
  await expect(page.getByLabel("Code from the SMS")).toBeFocused();
  await user.fill(page.getByLabel("Code from the SMS"), await codeSentTo(page, phone));
  await expect(page.getByRole("region", { name: "Loyalty card" })).toBeVisible();
  expect(await readApi("/loyalty-card/loyalty_card/")).toMatchObject({ card: { number: phone } });
});

/** What joining asks for and a new customer has not said yet. */
async function fillIn(page: Page, user: User): Promise<void> {
  await user.fillDate(page.getByLabel("Date of birth"), "1991-02-28");
  await user.choose(page.getByLabel("Prefer not to say"));
}
