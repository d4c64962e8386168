import { newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

test("a mail is shown as HTML beside its text, without scripts, and its button opens the page", async ({ page }) => {
  const somebody = newCustomer();
  await registerByApi(page, somebody);
  await page.goto(`/dev/outbox?to=${encodeURIComponent(somebody.email)}`);
  const mail = page.getByRole("article").filter({ hasText: "Confirm your email address" });
  await expect(mail.locator("iframe")).toHaveCount(0);
  await mail.getByRole("link", { name: "Show HTML" }).click();
  const frame = mail.locator("iframe");
  await expect(frame).toHaveAttribute("sandbox", /^(?!.*allow-(?:scripts|same-origin))/);
  const button = frame.contentFrame().getByRole("link", { name: "Confirm email address" });
  const opened = page.waitForEvent("popup");
  await button.click();
  await expect(await opened).toHaveURL(/\/confirm-email\?key=/);
  await mail.getByRole("link", { name: "Hide HTML" }).click();
  await expect(frame).toHaveCount(0);
});
