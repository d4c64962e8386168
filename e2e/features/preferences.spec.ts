import type { Page } from "@playwright/test";
import { NEW_CUSTOMER_PASSWORD, newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { delayScripts, holdRequests } from "@/e2e/fixtures/page-loading";
import { expect, test } from "@/e2e/fixtures/world-test";

const QUESTION = { email: "May we send you emails?", sms: "May we send you SMS messages?", call: "May we call you?" };

const group = (page: Page, channel: keyof typeof QUESTION) => page.getByRole("group", { name: QUESTION[channel] });
const radio = (page: Page, channel: keyof typeof QUESTION, name: "Yes" | "No") =>
  group(page, channel).getByRole("radio", { name, exact: true });

test("an answer that cannot be saved is reverted with the reason", async ({ page, signInAs, readApi }) => {
  await signInAs("reader");
  await page.goto("/account/preferences");
  await page.route("**/api/users/profile/", (route) =>
    route.request().method() === "PATCH" ? route.abort() : route.continue(),
  );
  await radio(page, "call", "Yes").click();
  await expect(page.getByRole("alert").filter({ hasText: "Your answer wasn’t saved" })).toContainText(
    "We couldn’t reach the shop. Check your connection and try again. It’s still “Not answered yet”.",
  );
  await expect(page).toHaveTitle(/^Error: /);
  await expect(radio(page, "call", "Yes")).not.toBeChecked();
  expect(await readApi("/users/profile/")).toMatchObject({ call_allowed: null });
});

test("the last of several quick answers wins", async ({ page, readApi }) => {
  await registerByApi(page, newCustomer());
  await page.goto("/account/preferences");
  for (const answer of ["Yes", "No", "Yes", "No"] as const) await radio(page, "sms", answer).click();
  await expect(page.getByText("Saving…")).toHaveCount(0);
  await expect(radio(page, "sms", "No")).toBeChecked();
  expect(await readApi("/users/profile/")).toMatchObject({ sms_allowed: false });
});

test("a chosen language applies at once and is saved", async ({ page, readApi }) => {
  await registerByApi(page, newCustomer());
  await page.goto("/account/preferences");
  await page.getByRole("radio", { name: "Türkçe" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "tr");
  await expect(page.getByRole("status").filter({ hasText: "Diliniz kaydedildi" })).toBeVisible();
  expect(await readApi("/users/profile/")).toMatchObject({ language_code: "tr-tr" });
});

test("the overview links to each question, the profile to all of them", async ({ page, signInAs }) => {
  await signInAs("reader");
  await page.goto("/account");
  await page.getByRole("link", { name: /By phone/ }).click();
  await expect(page).toHaveURL("/account/preferences#field-call_allowed");
  await expect(radio(page, "call", "Yes")).toBeFocused();
  await page.goto("/account/profile");
  await page.getByRole("link", { name: "Open contact preferences" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Preferences");
});

test("a session that ended meanwhile leads to the sign-in", async ({ page, signInAs }) => {
  await signInAs("expired");
  await page.goto("/account/preferences");
  await page.context().clearCookies({ name: "osessionid" });
  await radio(page, "sms", "Yes").click();
  await expect(page).toHaveURL("/login?next=%2Faccount%2Fpreferences");
});

test("on a phone the other pages are under More, by keyboard too", async ({ page, signInAs }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await signInAs("reader");
  await page.goto("/account");
  const more = page.getByRole("button", { name: "More" });
  await more.focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: "More" });
  await expect(sheet.getByRole("link")).toHaveText(["Preferences", "Security", "Privacy"]);
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(more).toBeFocused();
  await expect(more).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("Enter");
  await sheet.getByRole("link", { name: "Privacy" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Privacy");
  await expect(sheet).toBeHidden();
  await expect(more).toHaveAttribute("aria-current", "true");
});

test("signing out waits for the answers that are being saved", async ({ page, readApi }) => {
  const customer = newCustomer();
  await registerByApi(page, customer);
  await page.goto("/account/preferences");
  const release = await holdRequests(page, "PATCH", "/api/users/profile/");
  for (const channel of ["email", "sms"] as const) await radio(page, channel, "No").click();
  await page.getByRole("banner").getByRole("button", { name: "Sign out", exact: true }).click();
  release();
  await expect(page).toHaveURL("/login?signed_out=1");
  await page.request.post("/users/login/", { data: { email: customer.email, password: NEW_CUSTOMER_PASSWORD } });
  expect(await readApi("/users/profile/")).toMatchObject({ email_allowed: false, sms_allowed: false });
});

test("a language chosen before hydration is saved", async ({ page, readApi }) => {
  await registerByApi(page, newCustomer());
  const releaseScripts = await delayScripts(page);
  await page.goto("/account/preferences", { waitUntil: "commit" });
  await page.getByRole("radio", { name: "Türkçe" }).click();
  releaseScripts();
  await expect(page.locator("html")).toHaveAttribute("lang", "tr");
  expect(await readApi("/users/profile/")).toMatchObject({ language_code: "tr-tr" });
});
