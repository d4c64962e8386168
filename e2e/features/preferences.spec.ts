import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/journey";
import { newcomer, registerByApi } from "@/e2e/newcomers";

const QUESTION = { email: "May we send you emails?", sms: "May we send you SMS messages?", call: "May we call you?" };

const group = (page: Page, channel: keyof typeof QUESTION) => page.getByRole("group", { name: QUESTION[channel] });
const radio = (page: Page, channel: keyof typeof QUESTION, name: "Yes" | "No") =>
  group(page, channel).getByRole("radio", { name, exact: true });

test("a question never asked stays unanswered until it is answered, which is saved at once", async ({
  page,
  signInAs,
  readApi,
}) => {
  await signInAs("consenter");
  await page.goto("/account/preferences");
  await expect(group(page, "sms")).toContainText("Not answered yet");
  for (const answer of ["Yes", "No"] as const) await expect(radio(page, "sms", answer)).not.toBeChecked();
  await radio(page, "sms", "No").check({ force: true });
  await expect(page.getByRole("status").filter({ hasText: "Saved: we won’t send you SMS messages" })).toBeVisible();
  await expect(group(page, "sms")).not.toContainText("Not answered yet");
  await expect(group(page, "call")).toContainText("Not answered yet");
  expect(await readApi("/users/profile/")).toMatchObject({
    email_allowed: null,
    sms_allowed: false,
    call_allowed: null,
  });
});

test("an answer that cannot be saved goes back to what it was, and says why", async ({ page, signInAs, readApi }) => {
  await signInAs("reader");
  await page.goto("/account/preferences");
  await page.route("**/api/users/profile/", (route) =>
    route.request().method() === "PATCH" ? route.abort() : route.continue(),
  );
  await radio(page, "call", "Yes").click({ force: true });
  await expect(page.getByRole("alert").filter({ hasText: "Your answer wasn’t saved" })).toContainText(
    "We couldn’t reach the shop. Check your connection and try again. It’s still “Not answered yet”.",
  );
  await expect(page).toHaveTitle(/^Error: /);
  await expect(radio(page, "call", "Yes")).not.toBeChecked();
  expect(await readApi("/users/profile/")).toMatchObject({ call_allowed: null });
});

test("of answers in quick succession the last one stays", async ({ page, readApi }) => {
  await registerByApi(page, newcomer());
  await page.goto("/account/preferences");
  for (const answer of ["Yes", "No", "Yes", "No"] as const) await radio(page, "sms", answer).click({ force: true });
  await expect(page.getByText("Saving…")).toHaveCount(0);
  await expect(radio(page, "sms", "No")).toBeChecked();
  expect(await readApi("/users/profile/")).toMatchObject({ sms_allowed: false });
});

test("the language that is chosen is spoken at once, here and on the next device", async ({
  page,
  browser,
  baseURL,
  readApi,
}) => {
  const somebody = newcomer();
  await registerByApi(page, somebody);
  await page.goto("/account/preferences");
  await page.getByRole("radio", { name: "Türkçe" }).click({ force: true });
  await expect(page.locator("html")).toHaveAttribute("lang", "tr");
  await expect(page.getByRole("status").filter({ hasText: "Diliniz kaydedildi" })).toBeVisible();
  expect(await readApi("/users/profile/")).toMatchObject({ language_code: "tr-tr" });

  const session = (await page.context().cookies()).filter(({ name }) => name === "osessionid");
  const other = await browser.newContext({ baseURL, locale: "en-US" });
  await other.addCookies(session);
  const elsewhere = await other.newPage();
  await elsewhere.goto("/account");
  await expect(elsewhere.locator("html")).toHaveAttribute("lang", "tr");
  await other.close();
});

test("the overview leads to each question, and the profile to all of them", async ({ page, signInAs }) => {
  await signInAs("reader");
  await page.goto("/account");
  await page.getByRole("link", { name: /By phone/ }).click();
  await expect(page).toHaveURL("/account/preferences#field-call_allowed");
  await expect(radio(page, "call", "Yes")).toBeFocused();
  await page.goto("/account/profile");
  await page.getByRole("link", { name: "Open contact preferences" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Preferences");
});

test("a session that ended meanwhile leads to the sign-in and back", async ({ page, signInAs }) => {
  await signInAs("expired");
  await page.goto("/account/preferences");
  await page.context().clearCookies({ name: "osessionid" });
  await radio(page, "sms", "Yes").click({ force: true });
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
