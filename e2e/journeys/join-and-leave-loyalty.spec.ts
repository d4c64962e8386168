import type { Page } from "@playwright/test";
import { newcomer, registerByApi } from "@/e2e/newcomers";
import { codeSentTo } from "@/e2e/outbox";
import type { Hands } from "./hands";
import { expect, test } from "./journey-by";

test("a customer joins with another number, shows the card at the till, leaves and joins again", async ({
  page,
  hands,
  readApi,
}) => {
  await registerByApi(page, newcomer());
  const { phone } = newcomer();
  await page.goto("/account");
  await hands.goTo("Loyalty");
  await hands.press(page.getByRole("link", { name: "Join now" }));
  await fillIn(page, hands);
  await hands.write(page.getByLabel("Phone number"), phone);
  await hands.press(page.getByRole("button", { name: "Join", exact: true }));
  await expect(page).toHaveURL(/\/verify\?purpose=loyalty_join/);
  await page.reload();
  const code = await codeSentTo(page, phone);
  expect(code).toMatch(/^\d{4}$/);
  await expect(page.getByLabel("Code from the SMS")).toBeFocused();
  await hands.write(page.getByLabel("Code from the SMS"), code);
  await hands.press(page.getByRole("button", { name: "Confirm" }));

  await expect(page).toHaveURL(/\/account\/loyalty/);
  await expect(page.getByText("Your card is ready.", { exact: false })).toBeVisible();
  await expect(page.getByRole("region", { name: "Your points" })).toContainText("100 points");
  await expect(page.getByRole("row", { name: /Welcome bonus/ })).toContainText("+100");
  expect(await readApi("/loyalty-card/loyalty_card/")).toMatchObject({ card: { number: phone }, points: 100 });

  const till = page.getByRole("dialog", { name: "Your card" });
  await hands.open(page.getByRole("button", { name: "Show at the till" }), till);
  await expect(till.getByRole("img", { name: "QR code of your card number" })).toBeVisible();
  await expect(till.getByRole("img", { name: "Barcode of your card number" })).toBeVisible();
  await page.goBack();
  await expect(till).toBeHidden();

  const question = page.getByRole("dialog", { name: "Leave the loyalty programme?" });
  await hands.open(page.getByRole("button", { name: "Leave the programme" }), question);
  await hands.press(question.getByRole("button", { name: "Leave", exact: true }));
  await expect(page.getByRole("heading", { name: "Earn points, pay with them" })).toBeFocused();
  expect(await readApi("/loyalty-card/loyalty_card/")).toMatchObject({ card: null });
  await page.reload();
  await hands.press(page.getByRole("link", { name: "Join now" }));

  // The number is proved by now: no code this time.
  await fillIn(page, hands);
  await hands.press(page.getByRole("button", { name: "Join", exact: true }));
  await expect(page.getByRole("region", { name: "Loyalty card" })).toBeVisible();
  expect(await readApi("/loyalty-card/loyalty_card/")).toMatchObject({ card: { number: phone } });
});

/** What joining asks for and a new customer has not said yet. */
async function fillIn(page: Page, hands: Hands): Promise<void> {
  await hands.giveDate(page.getByLabel("Date of birth"), "1991-02-28");
  await hands.choose(page.getByLabel("Prefer not to say"));
}
