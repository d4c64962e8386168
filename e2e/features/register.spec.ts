import { codeSentTo } from "@/e2e/fixtures/dev-mailbox";
import {
  beginRegistration,
  forgetSession,
  newCustomer,
  proveAddress,
  registerByApi,
} from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/test";

const CONTINUE = { name: "Continue" };
const CODE = "Code from the SMS";

test("nothing is preselected, and missing fields are marked and listed in a focused summary", async ({ page }) => {
  await page.goto("/register");
  await expect(page.getByRole("radio", { checked: true })).toHaveCount(0);
  await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(0);
  await page.getByRole("button", CONTINUE).click();
  const summary = page.getByRole("alert").filter({ hasText: "Please check 6 fields" });
  await expect(summary).toBeFocused();
  await expect(page).toHaveTitle(/^Error: Create your account/);
  await summary.getByRole("link", { name: "I accept the terms" }).click();
  await expect(page.getByLabel("I accept the terms")).toBeFocused();
  await expect(page.getByLabel("Phone number")).toHaveAttribute("aria-invalid", "true");
});

test("a taken address is reported at its field after the code, and nothing typed is lost", async ({
  page,
  readApi,
}) => {
  const owner = newCustomer();
  await registerByApi(page, owner);
  await proveAddress(page, owner);
  await forgetSession(page);
  const customer = { email: owner.email.toUpperCase(), phone: newCustomer().phone };
  await beginRegistration(page, customer);
  await page.getByLabel(CODE).fill(await codeSentTo(page, customer.phone));
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "This email address is already in use." })).toBeVisible();
  await page.getByRole("link", { name: "Back to the form" }).click();

  await expect(page.getByRole("alert").filter({ hasText: "already in use" })).toBeFocused();
  await expect(page).toHaveTitle(/^Error: Create your account/);
  await expect(page.getByLabel("First name")).toHaveValue("Zoë");
  const free = newCustomer().email;
  await page.getByLabel("Email address").fill(free);
  await page.getByRole("button", CONTINUE).click();
  await expect(page).toHaveURL(/\/verify/);
  await page.getByLabel(CODE).fill(await codeSentTo(page, customer.phone));
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page).toHaveURL("/account");
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
  const number = page.getByText(`+90•••••••${phone.slice(-3)}`, { exact: true });
  expect(await number.evaluate((element) => getComputedStyle(element).direction)).toBe("ltr");
  const code = page.getByLabel("الرمز الوارد في الرسالة");
  await code.fill(inArabicDigits(await codeSentTo(page, phone)));
  expect(await code.evaluate((element) => getComputedStyle(element).direction)).toBe("ltr");
  await page.getByRole("button", { name: "تأكيد" }).click();
  await expect(page).toHaveURL("/account");
  expect(await readApi("/users/profile/")).toMatchObject({ first_name: "ليلى", phone, language_code: "ar-sa" });
});

function inArabicDigits(text: string): string {
  return text.replaceAll(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
}
