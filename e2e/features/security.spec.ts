import { linkMailedTo } from "@/e2e/fixtures/dev-mailbox";
import { postWithToken } from "@/e2e/fixtures/forms";
import { NEW_CUSTOMER_PASSWORD, newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { holdRequests } from "@/e2e/fixtures/page-loading";
import { expect, test } from "@/e2e/fixtures/world-test";
import { DEMO_PASSWORD } from "@/lib/demo-accounts";

const NEW_PASSWORD = "seagulls over the harbour";

test("what is wrong with a new password is reported at its field, and what was typed stays", async ({
  page,
  signInAs,
}) => {
  await signInAs("reader");
  await page.goto("/account/security");
  const [old, chosen, repeated] = ["Current password", "New password", "Confirm new password"].map((name) =>
    page.getByLabel(name, { exact: true }),
  );
  if (!old || !chosen || !repeated) throw new Error("unreachable");
  const submit = page.getByRole("button", { name: "Change password" });
  const summary = page.getByRole("alert").filter({ hasText: "Please check one field" });

  await old.fill("not the password");
  await chosen.fill("short");
  await repeated.fill("short");
  await submit.click();
  await expect(summary).toBeFocused();
  await expect(chosen).toHaveAttribute("aria-invalid", "true");
  await expect(page).toHaveTitle(/^Error: /);

  await chosen.fill(NEW_PASSWORD);
  await repeated.fill(`${NEW_PASSWORD} `);
  await submit.click();
  await expect(repeated).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("Enter the same password in both fields").first()).toBeVisible();

  for (const field of [chosen, repeated]) await field.fill(await old.inputValue());
  await submit.click();
  await expect(chosen).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("That’s your password already.").first()).toBeVisible();
  await chosen.fill(NEW_PASSWORD);

  await repeated.fill(NEW_PASSWORD);
  await submit.click();
  await expect(old).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("That password isn’t right.").first()).toBeVisible();
  await expect(old).toHaveValue("not the password");
});

test("a mailed link is followed in another browser, and the sign-in there takes the new address", async ({
  page,
  signInAs,
  readApi,
  browser,
  baseURL,
}) => {
  const wanted = "elsewhere.new@test.example";
  await signInAs("elsewhere");
  await page.goto("/account/profile");
  await page.getByRole("button", { name: "Change email address" }).click();
  await page.getByLabel("New email address", { exact: true }).fill(wanted);
  await page.getByLabel("Confirm new email address").fill(wanted);
  await page.getByLabel("Your password", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Send link" }).click();
  const link = await linkMailedTo(page, wanted, "/confirm-email");

  const phone = await (await browser.newContext({ baseURL, locale: "en-US" })).newPage();
  await phone.goto(link);
  await expect(phone.getByText(wanted)).toBeVisible();
  expect(await readApi("/users/profile/")).toMatchObject({ email: "elsewhere@test.example" });
  await phone.getByRole("button", { name: "Confirm" }).click();
  await expect(phone.getByText(wanted)).toBeVisible();
  await phone.getByRole("link", { name: "Sign in" }).click();
  await expect(phone).toHaveURL("/login");
  await expect(phone.getByLabel("Email address")).toHaveValue(wanted);
  await phone.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
  await phone.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(phone).toHaveURL("/account");
  await phone.context().close();
});

test("activity since the last visit is there at the next", async ({ page, signInAs }) => {
  await signInAs("returner");
  await page.goto("/account/security");
  const activity = page.getByRole("region", { name: "Activity" });
  await expect(activity).toContainText("Signed in");
  await page.getByRole("link", { name: "Your prices" }).click();
  await page.getByRole("button", { name: "Switch to Manager Segment" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Switch now" }).click();
  await expect(page.getByRole("status").filter({ hasText: "You’re now shopping with Manager Segment" })).toBeVisible();
  await page.getByRole("link", { name: "Security" }).click();
  await expect(activity).toContainText("Prices switched");
});

test("times are said as people say them, and exactly for who asks", async ({ page, signInAs }) => {
  await signInAs("returner");
  await page.goto("/account/security");
  const device = page.getByRole("region", { name: "Signed-in devices" }).getByRole("listitem").first();
  const time = device.getByRole("button", { expanded: false }).first();
  await expect(time).toHaveText(/^now$|ago$/);
  await time.focus();
  await page.keyboard.press("Enter");
  await expect(device.getByText(/\d{1,2}:\d\d/)).toBeVisible();
  await expect(device.getByRole("button", { expanded: true })).toBeFocused();
  await device.getByRole("button").first().hover();
  await expect(device.getByRole("button", { expanded: true })).toHaveAttribute("title", /\d{4}.*\d{1,2}:\d\d/);
});

test("a relative time goes on while the page is open", async ({ page, signInAs }) => {
  await page.clock.install();
  await signInAs("returner");
  await page.goto("/account/security");
  const time = page.getByRole("region", { name: "Signed-in devices" }).getByRole("button", { expanded: false }).first();
  await expect(time).toBeVisible();
  await page.clock.fastForward("10:00");
  await expect(time).toHaveText(/^1\d minutes ago$/);
});

test("activity is listed by day", async ({ page, signInAs }) => {
  await signInAs("returner");
  await page.goto("/account/security");
  const activity = page.getByRole("region", { name: "Activity" });
  await expect(activity.getByRole("heading", { level: 3 }).first()).toHaveText(/^today$/i);
});

test("of many devices the first are shown, and the others on demand", async ({ page, playwright, baseURL }) => {
  const customer = newCustomer();
  await registerByApi(page, customer);
  for (let device = 0; device < 4; device++) {
    const other = await playwright.request.newContext({ baseURL });
    await other.post("/users/login/", { data: { email: customer.email, password: NEW_CUSTOMER_PASSWORD } });
    await other.dispose();
  }
  await page.goto("/account/security");
  const devices = page.getByRole("region", { name: "Signed-in devices" }).getByRole("listitem");
  await expect(devices).toHaveCount(3);
  await page.getByRole("button", { name: "Show all 5 devices" }).click();
  await expect(devices).toHaveCount(5);
  await expect(devices.nth(3)).toBeFocused();

  const release = await holdRequests(page, "DELETE", "/api/users/sessions/*/");
  const signOut = (index: number) => devices.nth(index).getByRole("button", { name: /^Sign out/ });
  await signOut(1).click();
  await expect(signOut(2)).toHaveAttribute("aria-disabled", "true");
  release();
  await expect(devices).toHaveCount(4);
  await expect(signOut(1)).not.toHaveAttribute("aria-disabled");
});

test("while one token is being revoked, the question about another stays", async ({ page, readApi }) => {
  await registerByApi(page, newCustomer());
  for (const name of ["Old till", "Lost phone"]) await postWithToken(page, "/api/users/tokens/", { name, days: 30 });
  await page.goto("/account/security");
  const tokens = page.getByRole("region", { name: "For developers" });
  await tokens.locator("summary").click();
  const release = await holdRequests(page, "DELETE", "/api/users/tokens/*/");
  const question = (name: string) => page.getByRole("dialog", { name: `Revoke “${name}”?` });
  await tokens.getByRole("button", { name: "Revoke Old till" }).click();
  await question("Old till").getByRole("button", { name: "Revoke" }).click();
  await question("Old till").getByRole("button", { name: "Cancel" }).click();
  await tokens.getByRole("button", { name: "Revoke Lost phone" }).click();
  release();
  await expect(tokens.getByRole("button", { name: "Revoke Old till", includeHidden: true })).toHaveCount(0);
  await question("Lost phone").getByRole("button", { name: "Revoke" }).click();
  await expect.poll(() => readApi("/api/users/tokens/")).toEqual({ tokens: [] });
});

test("a new token is shown though the list does not come", async ({ page }) => {
  await registerByApi(page, newCustomer());
  await page.goto("/account/security");
  const tokens = page.getByRole("region", { name: "For developers" });
  await tokens.locator("summary").click();
  const release = await holdRequests(page, "GET", "/api/users/tokens/");
  await tokens.getByLabel("Name", { exact: true }).fill("Till");
  await tokens.getByRole("button", { name: "Create token" }).click();
  await expect(page.getByRole("region", { name: "Your new token “Till”" })).toBeFocused();
  release();
});
