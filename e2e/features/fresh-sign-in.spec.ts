import { expect, test } from "@playwright/test";
import { codeSentTo } from "@/e2e/fixtures/dev-mailbox";
import { NEW_CUSTOMER_PASSWORD, newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { withServer } from "@/e2e/fixtures/server";

test("a phone is changed from an old sign-in once the customer has confirmed who they are, by password or by code", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  await withServer({ FRESH_SIGN_IN_SECONDS: "2" }, async (origin) => {
    const page = await (await browser.newContext({ baseURL: origin, locale: "en-US" })).newPage();
    const customer = newCustomer();
    await registerByApi(page, customer);
    await page.goto("/account/profile");
    const dialog = page.getByRole("dialog", { name: "Confirm that it’s you" });

    const askForNumber = async (phone: string) => {
      await page.getByRole("button", { name: "Change number" }).click();
      await page.getByLabel("New phone number").fill(phone);
      // By now the sign-in is older than this shop's two seconds.
      await expect(async () => {
        await page.getByRole("button", { name: "Send code" }).click();
        await expect(dialog).toBeVisible({ timeout: 2000 });
      }).toPass();
    };

    await askForNumber(newCustomer().phone);
    await dialog.getByRole("button", { name: "Cancel" }).last().click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText("Please sign in again, or confirm that it is you")).toBeVisible();

    await page.reload();
    await askForNumber(newCustomer().phone);
    await dialog.getByLabel("Your password").fill("not mine");
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await expect(dialog.getByText("The password is not right.").first()).toBeVisible();
    await dialog.getByLabel("Your password").fill(NEW_CUSTOMER_PASSWORD);
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await expect(page).toHaveURL(/\/verify\?purpose=phone_change/);

    await page.goto("/account/profile");
    await askForNumber(newCustomer().phone);
    await dialog.getByRole("button", { name: "Get a code by SMS instead" }).click();
    await dialog.getByLabel("Code").fill(await codeSentTo(page, customer.phone));
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await expect(page).toHaveURL(/\/verify\?purpose=phone_change/);
    await page.context().close();
  });
});
