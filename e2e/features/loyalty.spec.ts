import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/journey";
import { newcomer, registerByApi } from "@/e2e/newcomers";

/** Fills in what joining asks for and a new customer has not said yet. */
async function fillJoining(page: Page): Promise<void> {
  await page.goto("/account/loyalty/join");
  await page.getByLabel("Date of birth").fill("1991-02-28");
  await page.getByRole("radio", { name: "Prefer not to say" }).check({ force: true });
}

test("a member changes what the programme knows, and the profile follows", async ({ page, readApi }) => {
  await registerByApi(page, newcomer());
  await fillJoining(page);
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await expect(page.getByRole("region", { name: "Loyalty card" })).toBeVisible();
  await page.getByRole("link", { name: "Change my details" }).click();
  await page.getByLabel("Last name").fill("Öztürk");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("They’re updated in the loyalty programme too.")).toBeVisible();
  expect(await readApi("/loyalty-card/update_loyalty_card/")).toMatchObject({ card: { last_name: "Öztürk" } });
  expect(await readApi("/users/profile/")).toMatchObject({ last_name: "Öztürk" });
});

test("an account that is certainly one's own is linked with its points; any other is not found", async ({
  page,
  baseURL,
}) => {
  const data = { email: "mia.schneider@example.com", password: "SecurePassword123" };
  expect((await page.request.post("/users/login/", { data })).status()).toBe(200);
  await page.context().addCookies([{ name: "locale", value: "en", url: baseURL ?? "" }]);
  await page.goto("/account/loyalty/link");
  await page.getByLabel("Email address").fill("john.doe@example.com");
  await page.getByRole("button", { name: "Find and link" }).click();
  await expect(page.getByText("We couldn’t find an account that’s definitely yours")).toBeVisible();
  await page.getByLabel("Email address").fill(data.email);
  await page.getByRole("button", { name: "Find and link" }).click();
  await expect(page.getByText("Your card and your points are here now.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Your points" })).toContainText("1,240 points");
});

test("without a proved number, linking says what to do first", async ({ page, signInAs }) => {
  await signInAs("reader");
  await page.goto("/account/loyalty/link");
  await expect(page.getByText("Verify your phone number first")).toBeVisible();
});

test("in Arabic the card reads from right to left, its number does not", async ({ page, baseURL }) => {
  const data = { email: "yahya.alghamdi@example.com", password: "SecurePassword123" };
  expect((await page.request.post("/users/login/", { data })).status()).toBe(200);
  await page.context().addCookies([{ name: "locale", value: "ar", url: baseURL ?? "" }]);
  await page.goto("/account/loyalty");
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  const card = page.getByRole("region", { name: "بطاقة الولاء" });
  await expect(card.locator('bdi[dir="ltr"]').first()).toHaveText(/^\d{4} \d{4} \d{4}$/);
});
