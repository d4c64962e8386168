import { newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { waitForHydration } from "@/e2e/fixtures/page-loading";
import { expect, test } from "@/e2e/fixtures/world-test";

test("a new customer sees one note, what the profile lacks in one line, and nothing that says nothing", async ({
  page,
  context,
  baseURL,
}) => {
  await registerByApi(page, newCustomer());
  await context.addCookies([{ name: "passkey_offer", value: "yes", url: baseURL ?? "" }]);
  await page.goto("/account");
  await expect(page.getByText("Confirm your email address")).toBeVisible();
  await expect(page.getByRole("link", { name: "Set up" })).toHaveCount(0);
  await expect(page.getByText("Missing from your profile: date of birth")).toBeVisible();
  await page.getByRole("link", { name: "Complete your profile" }).click();
  await expect(page).toHaveURL("/account/profile#field-date_of_birth");
  await page.goto("/account");
  await expect(page.getByRole("heading", { name: "Your prices" })).toHaveCount(0);
  await expect(page.getByText(/With us since/)).toHaveCount(0);
});

test("a member sees the card, what is new on it and whose prices they have", async ({ openPageAs }) => {
  const page = await openPageAs("member", "en");
  await page.goto("/account");
  const headings = page.getByRole("heading", { level: 2 });
  await expect(headings).toHaveText([
    "Loyalty card",
    "New on your card",
    "Your prices",
    "How we may contact you",
    "Contact details",
  ]);
  await expect(page.getByRole("region", { name: "New on your card" }).getByRole("listitem")).toHaveCount(3);
});

test("on paper times are exact, since “2 days ago” would soon be wrong", async ({ openPageAs }) => {
  const page = await openPageAs("member", "en");
  await page.goto("/account");
  await waitForHydration(page);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  const newest = page.getByRole("listitem").filter({ hasText: "Order 104120" });
  await expect(newest.locator("time:visible")).toHaveText(/^\d+ \w+ \d{4}, \d\d:\d\d$/);
});
