import { waitForHydration } from "@/e2e/fixtures/page-loading";
import { withServer } from "@/e2e/fixtures/server";
import { emailOf } from "@/e2e/fixtures/shoppers";
import { expect, test } from "@/e2e/fixtures/world-test";
import { DEMO_PASSWORD } from "@/lib/demo-accounts";

test("only an account that is certainly one's own is linked, with its points", async ({ browser }) => {
  // At a server of its own: elsewhere Mia stays without a card.
  await withServer({ CONTACT_URL: "https://shop.example/{language}/contact" }, async (origin) => {
    const page = await browser.newPage({ baseURL: origin, extraHTTPHeaders: {} });
    // Mia's double, who reads English.
    const data = { email: emailOf("cardless", "en"), password: DEMO_PASSWORD };
    expect((await page.request.post("/users/login/", { data })).status()).toBe(200);
    await page.goto("/account/loyalty/link");
    await page.getByLabel("Email address").fill("john.doe@example.com");
    await page.getByRole("button", { name: "Find and link" }).click();
    await expect(page.getByText("We couldn’t find an account that’s definitely yours")).toBeVisible();
    const contact = page.getByRole("main").getByRole("link", { name: "Contact us" });
    await expect(contact).toHaveAttribute("href", "https://shop.example/en/contact");
    await page.getByLabel("Email address").fill(data.email);
    await page.getByRole("button", { name: "Find and link" }).click();
    await expect(page.getByText("Your card and your points are here now.")).toBeVisible();
    await expect(page.getByRole("region", { name: "Your points" })).toContainText("1,240 points");
    await page.close();
  });
});

test("without a verified number, linking says what to do first", async ({ page, signInAs }) => {
  await signInAs("reader");
  await page.goto("/account/loyalty/link");
  await expect(page.getByText("Verify your phone number first")).toBeVisible();
});

test("the number of the card's account is shown as people write it, and looking at it changes nothing", async ({
  openPageAs,
}) => {
  const page = await openPageAs("member", "tr");
  await page.goto("/account/loyalty/edit");
  await waitForHydration(page);
  await expect(page.locator("#field-phone")).toHaveValue(/^\+90( \d+){4}$/);
  await page.locator("#field-phone").focus();
  await page.locator("#field-first_name").focus();
  await page.locator('main a[href="/account/loyalty"]').click();
  await expect(page).toHaveURL("/account/loyalty");
});
