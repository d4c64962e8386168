import { codeSentTo, messagesTo } from "@/e2e/fixtures/dev-mailbox";
import {
  beginRegistration,
  forgetSession,
  newCustomer,
  proveAddress,
  registerByApi,
  shownPhone,
} from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

const CONTINUE = { name: "Continue" };
const CODE = "Code from the SMS";

test("asks for five things and a tick, on little more than one screen of a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/register");
  const form = page.locator("main form");
  await expect(form.getByRole("textbox")).toHaveCount(5);
  await expect(form.getByRole("checkbox")).toHaveCount(1);
  await expect(form.getByRole("radio")).toHaveCount(0);
  const { height = 0 } = (await page.getByRole("main").boundingBox()) ?? {};
  expect(height).toBeLessThanOrEqual(900);
});

test("nothing is preselected, and missing fields are marked and listed in a focused summary", async ({ page }) => {
  await page.goto("/register");
  await expect(page.getByRole("radio", { checked: true })).toHaveCount(0);
  await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(0);
  const terms = page.getByRole("link", { name: "terms of use", exact: true });
  await expect(terms).toHaveAttribute("href", "https://shop.example/en/terms");
  await page.getByRole("button", CONTINUE).click();
  const summary = page.getByRole("alert").filter({ hasText: "Please check 6 fields" });
  await expect(summary).toBeFocused();
  await expect(page).toHaveTitle(/^Error: Create your account/);
  await summary.getByRole("link", { name: "Accept the terms of use to continue" }).click();
  await expect(page.getByLabel("I accept the terms")).toBeFocused();
  await expect(page.getByLabel("Phone number")).toHaveAttribute("aria-invalid", "true");
});

test("a taken address is told at its field, and another one needs no second code", async ({ page, readApi }) => {
  const owner = newCustomer();
  await registerByApi(page, owner);
  await proveAddress(page, owner);
  await forgetSession(page);
  const customer = { email: owner.email.toUpperCase(), phone: newCustomer().phone };
  await beginRegistration(page, customer);
  await page.getByLabel(CODE).fill(await codeSentTo(page, customer.phone));
  await expect(page.getByRole("alert").filter({ hasText: "already in use" })).toBeFocused();
  const ways = page.getByRole("paragraph").filter({ hasText: "Is it yours?" });
  await expect(ways.getByRole("link", { name: "Sign in" })).toHaveAttribute("href", "/login?next=%2Faccount");
  await expect(ways.getByRole("link", { name: "reset your password" })).toHaveAttribute("href", "/reset");
  await expect(page).toHaveTitle(/^Error: Create your account/);
  await expect(page.getByLabel("First name")).toHaveValue("Zoë");
  const free = newCustomer().email;
  await page.getByLabel("Email address").fill(free);
  await page.getByRole("button", CONTINUE).click();
  await expect(page).toHaveURL(/\/account\/welcome/);
  expect(await messagesTo(page, customer.phone)).toHaveLength(1);
  expect(await readApi("/users/profile/")).toMatchObject({ email: free });
});

test("a registration in Arabic runs from right to left and accepts phone and code in Arabic digits", async ({
  page,
  baseURL,
  readApi,
}) => {
  const { email, phone } = newCustomer();
  await page.context().addCookies([{ name: "locale", value: "ar", url: baseURL ?? "" }]);
  await page.goto("/register");
  await page.getByLabel("الاسم الأول").fill("ليلى");
  await page.getByLabel("اسم العائلة").fill("حداد");
  await page.getByLabel("البريد الإلكتروني").fill(email);
  await page.getByLabel("رقم الهاتف").fill(inArabicDigits(`0${phone.slice(3)}`));
  await page.getByLabel("كلمة المرور", { exact: true }).fill("منارة على الشاطئ");
  await page.getByLabel("أوافق على شروط الاستخدام").check();
  await page.getByRole("button", { name: "متابعة" }).click();

  await expect(page).toHaveURL(/\/verify/);
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  const number = page.getByText(shownPhone(phone), { exact: true });
  expect(await number.evaluate((element) => getComputedStyle(element).direction)).toBe("ltr");
  const code = page.getByLabel("الرمز الوارد في الرسالة");
  expect(await code.evaluate((element) => getComputedStyle(element).direction)).toBe("ltr");
  await code.fill(inArabicDigits(await codeSentTo(page, phone)));
  await expect(page).toHaveURL(/\/account\/welcome/);
  expect(await readApi("/users/profile/")).toMatchObject({ first_name: "ليلى", phone, language_code: "ar-sa" });
});

test("what is asked afterwards can be skipped, and neither a reload nor going back asks for the code again", async ({
  page,
  readApi,
}) => {
  const customer = newCustomer();
  await beginRegistration(page, customer, "/account/segments");
  await page.getByLabel(CODE).fill(await codeSentTo(page, customer.phone));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Welcome, Zoë");
  await page.reload();
  await expect(page.getByRole("radio", { checked: true })).toHaveCount(0);
  await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(0);
  await page.goBack();
  await expect(page).toHaveURL("/account/segments");
  await page.goForward();
  await page.getByRole("link", { name: "Skip for now" }).first().click();
  await expect(page).toHaveURL("/account/segments");
  expect(await readApi("/users/profile/")).toMatchObject({
    date_of_birth: null,
    gender: null,
    email_allowed: null,
    sms_allowed: null,
    call_allowed: null,
  });
});

test("a card that the programme cannot give now says so, keeps the other answers, and can be had again", async ({
  page,
  readApi,
}) => {
  await registerByApi(page, newCustomer());
  await page.goto("/account/welcome");
  await page.getByLabel("I’d like a loyalty card").check();
  await page.getByLabel("Date of birth").fill("1990-05-05");
  await page.route("**/add_loyalty_card_otp/", (route) => route.fulfill({ status: 503, json: { detail: "…" } }), {
    times: 1,
  });
  const save = page.getByRole("button", { name: "Save and continue" });
  await save.click();
  await expect(page.getByRole("alert").filter({ hasText: "Everything else is saved." })).toBeFocused();
  expect(await readApi("/users/profile/")).toMatchObject({ date_of_birth: "1990-05-05" });
  await save.dblclick();
  await expect(page).toHaveURL("/account");
  expect(await readApi("/loyalty-card/loyalty_card/")).toMatchObject({ points: 100 });
  await page.goto("/account/welcome");
  await expect(page.getByLabel("I’d like a loyalty card")).toHaveCount(0);
  await expect(page.getByLabel("Date of birth")).toHaveValue("1990-05-05");
});

test("a birth date of tomorrow, and one that there is not, are refused at the field", async ({ page }) => {
  await registerByApi(page, newCustomer());
  await page.goto("/account/welcome");
  const date = page.getByLabel("Date of birth");
  await date.fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10));
  await page.getByRole("button", { name: "Save and continue" }).click();
  await expect(date).toHaveAttribute("aria-invalid", "true");
  await date.fill("");
  await date.focus();
  await page.keyboard.type("02311990");
  await expect(date).toHaveValue("");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await expect(date).toHaveAttribute("aria-invalid", "true");
  await expect(page).toHaveURL("/account/welcome");
});

function inArabicDigits(text: string): string {
  return text.replaceAll(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
}
