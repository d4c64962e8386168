import { codeSentTo } from "@/e2e/fixtures/dev-mailbox";
import { newCustomer } from "@/e2e/fixtures/new-customer";
import { holdRequests } from "@/e2e/fixtures/page-loading";
import { expect, test } from "@/e2e/fixtures/world-test";

/* What needs a fresh sign-in, when the customer's is of yesterday. */

const STALE = "25h";

test("a phone is changed from an old sign-in once the customer has confirmed who they are, by password or by code", async ({
  page,
  as,
  travel,
}) => {
  const { phone, password } = await as();
  const dialog = page.getByRole("dialog", { name: "Confirm that it’s you" });
  const requestChange = async () => {
    await page.goto("/account/profile");
    await page.getByRole("button", { name: "Change phone number" }).click();
    await page.getByLabel("New phone number").fill(newCustomer().phone);
    await travel(STALE);
    await page.getByRole("button", { name: "Send code" }).click();
  };

  await requestChange();
  await dialog.getByRole("button", { name: "Cancel" }).last().click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Please sign in again, or confirm that it is you")).toBeVisible();

  await requestChange();
  await dialog.getByLabel("Your password", { exact: true }).fill("not mine");
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(dialog.getByText("That password isn’t right.").first()).toBeVisible();
  await dialog.getByLabel("Your password", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(page).toHaveURL(/\/verify\?purpose=phone_change/);

  await requestChange();
  await dialog.getByRole("button", { name: "Get a code by SMS instead" }).click();
  await expect(dialog.getByLabel("Code", { exact: true })).toBeVisible();
  await dialog.getByLabel("Code", { exact: true }).fill(await codeSentTo(page, phone));
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(page).toHaveURL(/\/verify\?purpose=phone_change/);
});

test("where the question cannot be loaded, the request fails and nothing typed is lost", async ({
  page,
  as,
  travel,
}) => {
  await as();
  await page.goto("/account/profile");
  await page.getByRole("button", { name: "Change phone number" }).click();
  await page.getByLabel("New phone number").fill("+905321110005");
  await travel(STALE);
  await page.waitForLoadState("networkidle");
  await page.route("**/_next/static/**", (route) => route.abort());
  await page.getByRole("button", { name: "Send code" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "We couldn’t reach the shop" })).toBeVisible();
  await expect(page.getByLabel("New phone number")).toHaveValue(/532/);
});

test("two requests at once ask who is there once, and both hear the answer", async ({ page, as, travel }) => {
  await as();
  await page.goto("/account/security");
  await travel(STALE);
  const tokens = page.getByRole("region", { name: "For developers" });
  await tokens.locator("summary").click();
  await tokens.getByLabel("Name", { exact: true }).fill("Till");
  const paths = ["/api/users/tokens/", "/api/users/passkeys/options/"];
  const releases = await Promise.all(paths.map((path) => holdRequests(page, "POST", path)));
  const asked = Promise.all(paths.map((path) => page.waitForRequest(`**${path}`)));
  await tokens.getByRole("button", { name: "Create token" }).click();
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await asked;
  for (const release of releases) release();
  const dialog = page.getByRole("dialog", { name: "Confirm that it’s you" });
  await dialog.getByRole("button", { name: "Cancel" }).last().click();
  await expect(page.getByText("Please sign in again, or confirm that it is you")).toHaveCount(2);
});
