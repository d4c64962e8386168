import type { Page } from "@playwright/test";
import { messagesTo } from "@/e2e/fixtures/dev-mailbox";
import { postWithToken } from "@/e2e/fixtures/forms";
import { newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";
import { DEMO_PASSWORD } from "@/lib/demo-accounts";

test("Arabic runs from right to left, phone and card numbers do not", async ({ openPageAs }) => {
  const page = await openPageAs("member", "ar");
  await page.goto("/account/profile");
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  const phone = page.getByText("+966 12 345 7799");
  await expect(phone).toHaveText("+966 12 345 7799");
  expect(await phone.evaluate((element) => getComputedStyle(element).direction)).toBe("ltr");
  await page.goto("/account/loyalty");
  const card = page.getByRole("region", { name: "بطاقة الولاء" });
  await expect(card.locator('bdi[dir="ltr"]').first()).toHaveText(/^\d{4} \d{4} \d{4}$/);
});

test("a guest chooses a language on the device, and signing in changes to the customer's", async ({ page }) => {
  const html = page.locator("html");
  await page.goto("/login");
  await chooseLanguage(page, "Language and appearance", "Deutsch");
  await expect(html).toHaveAttribute("lang", "de");
  await page.reload();
  await expect(html).toHaveAttribute("lang", "de");
  // Its first hyphen is followed by a joiner, so that no line ends there.
  await page.getByLabel(/^E-\u2060?Mail-Adresse$/).fill("can.yilmaz@example.com");
  await page.getByLabel("Passwort", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Anmelden", exact: true }).click();
  await expect(page).toHaveURL("/account");
  await expect(html).toHaveAttribute("lang", "tr");
  await page.getByRole("button", { name: "Çıkış yap" }).click();
  await expect(html).toHaveAttribute("lang", "de");
});

test("where the choice of a language cannot be loaded, the dialog says so, and offers it once it can", async ({
  page,
}) => {
  await page.goto("/login", { waitUntil: "networkidle" });
  const open = page.getByRole("button", { name: "Language and appearance" });
  const dialog = page.getByRole("dialog", { name: "Language and appearance" });
  await page.route("**/_next/static/**", (route) => route.abort());
  await open.click();
  await expect(dialog.getByRole("alert")).toContainText("We couldn’t reach the shop");
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.unrouteAll();
  await open.click();
  await expect(dialog.getByRole("radio", { name: "English" })).toBeChecked();
});

test("a customer who chooses a language in the header has it in the profile, in messages and elsewhere; typed text stays", async ({
  page,
  readApi,
}) => {
  const customer = newCustomer();
  await registerByApi(page, customer);
  await page.goto("/account/profile");
  await page.getByLabel("First name").fill("Anna-Lena");
  await chooseLanguage(page, "Language and appearance", "Français");
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  expect(await readApi("/users/profile/")).toMatchObject({ language_code: "fr-fr", first_name: "Zoë" });
  await page.getByRole("button", { name: "Terminé" }).click();
  await expect(page.getByLabel("Prénom")).toHaveValue("Anna-Lena");
  await expect(page.getByLabel("Langue", { exact: true })).toHaveValue("fr");
  // On any device the profile decides.
  await page.context().clearCookies({ name: "locale" });
  await page.goto("/account/preferences");
  await expect(page.getByRole("radio", { name: "Français" })).toBeChecked();
  await postWithToken(page, "/users/registration/resend-email/", {});
  await expect.poll(async () => (await messagesTo(page, customer.email))[0]?.body).toContain("Bonjour");
});

test("a language that could not be saved is not shown as chosen", async ({ page }) => {
  await registerByApi(page, newCustomer());
  await page.goto("/account");
  await page.route("**/api/users/profile/", (route) => route.abort());
  await chooseLanguage(page, "Language and appearance", "Türkçe");
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("We couldn’t save your language.");
  await expect(page.getByRole("dialog").getByRole("radio", { name: "English" })).toBeChecked();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("a language saved in the profile applies at once", async ({ page, signInAs, readApi }) => {
  await signInAs("polyglot");
  await page.goto("/account/profile");
  await page.getByLabel("Language", { exact: true }).selectOption({ label: "Türkçe" });
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "tr");
  expect(await readApi("/users/profile/")).toMatchObject({ language_code: "tr-tr" });
});

test("numbers and times follow the language at once, there and back", async ({ page }) => {
  await page.request.post("/users/login/", { data: { email: "john.doe@example.com", password: DEMO_PASSWORD } });
  await page.goto("/account/loyalty");
  const balances = page.getByRole("table").locator("td:last-child");
  const days = page.getByRole("table").locator("th[scope=row] time");
  await expect(days.first()).toBeVisible();
  const english = { balances: await balances.allInnerTexts(), days: await days.allInnerTexts() };
  expect(english.balances.join(" ")).toMatch(/\d,\d{3}/);

  await chooseLanguage(page, "Language and appearance", "Deutsch");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(balances).toHaveText(english.balances.map((text) => text.replace(",", ".")));
  await expect(days.first()).not.toHaveText(english.days[0] ?? "");
  await expect(days.first()).toHaveText(/^\d+\. \p{L}+\.?$/u);

  await page.getByRole("dialog").getByRole("radio", { name: "English", exact: true }).click();
  await expect(balances).toHaveText(english.balances);
  await expect(days).toHaveText(english.days);
});

test("the server writes times in the browser's last known time zone, and the browser corrects a stale one", async ({
  browser,
  baseURL,
}) => {
  const data = { email: "john.doe@example.com", password: DEMO_PASSWORD };
  const timesIn = async (timezoneId: string, kept: string | null) => {
    const context = await browser.newContext({ baseURL: baseURL ?? "", timezoneId, locale: "en-US" });
    if (kept) {
      await context.addCookies([{ name: "time_zone", value: encodeURIComponent(kept), url: baseURL ?? "" }]);
    }
    await context.request.post("/users/login/", { data });
    const page = await context.newPage();
    await page.goto("/account/loyalty");
    const first = page.getByRole("region", { name: "Your points" }).locator("time").first();
    await expect(first).toBeVisible();
    const instant = new Date((await first.getAttribute("datetime")) ?? "");
    const style = { dateStyle: "medium", timeStyle: "short" } as const;
    await expect(first).toHaveText(
      new Intl.DateTimeFormat("en-GB", { ...style, timeZone: timezoneId }).format(instant),
    );
    const cookies = await context.cookies();
    await context.close();
    return decodeURIComponent(cookies.find(({ name }) => name === "time_zone")?.value ?? "");
  };
  await expect(timesIn("Asia/Tokyo", null)).resolves.toBe("Asia/Tokyo");
  await expect(timesIn("Asia/Tokyo", "Asia/Tokyo")).resolves.toBe("Asia/Tokyo");
  await expect(timesIn("America/New_York", "Asia/Tokyo")).resolves.toBe("America/New_York");
  await expect(timesIn("Asia/Tokyo", "no/zone")).resolves.toBe("Asia/Tokyo");
});

/** By the header. @param opener the button's name in the page's language */
async function chooseLanguage(page: Page, opener: string, language: string): Promise<void> {
  await page.getByRole("button", { name: opener }).click();
  await page.getByRole("dialog").getByRole("radio", { name: language, exact: true }).click();
}
