import { DEMO_PASSWORD } from "@/lib/demo-accounts";
import { credentialsOf, expect, test } from "./journey";
import { linkMailedTo } from "./outbox";

const NEW_PASSWORD = "seagulls over the harbour";

test("a changed password ends the session of another browser, and only the new one signs in", async ({
  page,
  signInAs,
  browser,
  baseURL,
}) => {
  const other = await browser.newContext({ baseURL });
  await other.request.post("/users/login/", { data: credentialsOf("keyholder") });
  expect((await other.request.get("/users/profile/")).status()).toBe(200);

  await signInAs("keyholder");
  await page.goto("/account");
  await page.getByRole("link", { name: "Security" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Security");
  await page.getByLabel("Current password", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await page.getByLabel("Confirm new password").fill(NEW_PASSWORD);
  // Heard once: a second request would find the old password wrong.
  await page.getByRole("button", { name: "Change password" }).dblclick();
  await expect(page.getByRole("status").filter({ hasText: "Password changed" })).toBeVisible();
  await expect(page.getByText(/^Changed at .* signed out on all your other devices/)).toBeVisible();
  for (const name of ["Current password", "New password", "Confirm new password"]) {
    await expect(page.getByLabel(name, { exact: true })).toHaveValue("");
  }

  expect((await page.request.get("/users/profile/")).status()).toBe(200);
  expect((await other.request.get("/users/profile/")).status()).toBe(401);
  const { email } = credentialsOf("keyholder");
  const signIn = (password: string) => other.request.post("/users/login/", { data: { email, password } });
  expect((await signIn(DEMO_PASSWORD)).status()).toBe(400);
  expect((await signIn(NEW_PASSWORD)).status()).toBe(200);
  await other.close();
});

test("what is wrong with a new password stands at its field, and what was typed stays", async ({ page, signInAs }) => {
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
  await expect(page.getByText("The two passwords do not match.").first()).toBeVisible();

  await repeated.fill(NEW_PASSWORD);
  await submit.click();
  await expect(old).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("The password is not right.").first()).toBeVisible();
  await expect(old).toHaveValue("not the password");
});

test("an e-mail address is changed by the link in the mail, which says so once and works once", async ({
  page,
  signInAs,
  readApi,
}) => {
  const wanted = "renamed@test.example";
  const { email: old } = credentialsOf("renamer");
  await signInAs("renamer");
  await page.goto("/account/profile");
  await page.getByRole("button", { name: "Change email address" }).click();
  await page.getByLabel("New email address", { exact: true }).fill(wanted);
  await page.getByLabel("Confirm new email address").fill("renamde@test.example");
  await page.getByLabel("Your password", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Send link" }).click();
  await expect(page.getByLabel("Confirm new email address")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Confirm new email address").fill(wanted);
  await page.getByRole("button", { name: "Send link" }).click();

  const row = page.getByRole("region", { name: "Email address" });
  await expect(row).toContainText(`We’ve emailed a link to ${wanted}`);
  await expect(row).toContainText(old);
  expect(await readApi("/users/profile/")).toMatchObject({ email: old });

  const link = await linkMailedTo(page, wanted);
  await page.goto(link);
  await expect(page).toHaveURL("/account/profile");
  await expect(page.getByRole("status").filter({ hasText: "Email address changed" })).toBeVisible();
  await expect(row).toContainText(`Your email address is now ${wanted}`);
  expect(await readApi("/users/profile/")).toMatchObject({ email: wanted });
  await page.reload();
  await expect(row).toContainText(wanted);
  await expect(row).not.toContainText("is now");

  await page.goto(link);
  await expect(row).toContainText("This link no longer works");
  await row.getByRole("button", { name: "Get a new link" }).click();
  await expect(page.getByLabel("New email address", { exact: true })).toBeFocused();
});

test("whoever follows the mailed link signed out is led to sign in with the new address, and there", async ({
  page,
  signInAs,
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
  const link = await linkMailedTo(page, wanted);

  const phone = await (await browser.newContext({ baseURL, locale: "en-US" })).newPage();
  await phone.goto(link);
  await expect(phone).toHaveURL(/\/login\?next=/);
  await phone.getByLabel("Email address").fill(wanted);
  await phone.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
  await phone.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(phone.getByRole("region", { name: "Email address" })).toContainText(
    `Your email address is now ${wanted}`,
  );
  await phone.context().close();
});

test("what happened since the last visit is there at the next", async ({ page, signInAs }) => {
  await signInAs("returner");
  await page.goto("/account/security");
  const activity = page.getByRole("region", { name: "Activity" });
  await expect(activity).toContainText("Signed in");
  await page.getByRole("link", { name: "Segments" }).click();
  await page.getByRole("button", { name: "Switch to Manager Segment" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Switch now" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Manager Segment is now active" })).toBeVisible();
  await page.getByRole("link", { name: "Security" }).click();
  await expect(activity).toContainText("Segment switched");
});
