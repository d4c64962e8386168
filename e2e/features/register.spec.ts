import { expect, test } from "@/e2e/journey";
import { beginRegistration, fillRegistration, forgetSession, newcomer, registerByApi } from "@/e2e/newcomers";
import { codeSentTo } from "@/e2e/outbox";

const CONTINUE = { name: "Continue" };
const CODE = "Code from the SMS";

test("somebody new states himself, proves his number and is signed in where he wanted to go", async ({
  page,
  readApi,
}) => {
  const { email, phone } = newcomer();
  await page.goto("/register?next=%2Faccount%2Fprofile");
  await fillRegistration(page, { email, phone: `0${phone.slice(3)}` });
  await expect(page.getByText("We’ll use")).toContainText(phone.slice(-2));
  await page.getByRole("group", { name: "May we send you emails?" }).getByText("Yes", { exact: true }).click();
  await page.getByRole("group", { name: "May we send you SMS messages?" }).getByText("No", { exact: true }).click();
  await page.getByRole("button", CONTINUE).click();

  await expect(page).toHaveURL("/verify?purpose=registration&next=%2Faccount%2Fprofile");
  await expect(page.getByText(`+90•••••••${phone.slice(-3)}`)).toBeVisible();
  await page.getByLabel(CODE).fill(await codeSentTo(page, phone));
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page).toHaveURL("/account/profile");
  expect(await readApi("/users/profile/")).toMatchObject({
    first_name: "Zoë",
    last_name: "Yılmaz",
    email,
    phone,
    email_allowed: true,
    sms_allowed: false,
    call_allowed: null,
    date_of_birth: null,
    gender: null,
    attributes: { confirm: true },
  });
});

test("nothing is chosen beforehand, and what is missing is listed with the focus and marked at its field", async ({
  page,
}) => {
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

test("an address that somebody else has is told after the code, at its field, and nothing typed is lost", async ({
  page,
  readApi,
}) => {
  const owner = newcomer();
  await registerByApi(page, owner);
  await forgetSession(page);
  const somebody = { email: owner.email.toUpperCase(), phone: newcomer().phone };
  await beginRegistration(page, somebody);
  await page.getByLabel(CODE).fill(await codeSentTo(page, somebody.phone));
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "This email address is already in use." })).toBeVisible();
  await page.getByRole("link", { name: "Back to the form" }).click();

  await expect(page.getByRole("alert").filter({ hasText: "already in use" })).toBeFocused();
  await expect(page).toHaveTitle(/^Error: Create your account/);
  await expect(page.getByLabel("First name")).toHaveValue("Zoë");
  const free = newcomer().email;
  await page.getByLabel("Email address").fill(free);
  await page.getByRole("button", CONTINUE).click();
  await expect(page).toHaveURL(/\/verify/);
  await page.getByLabel(CODE).fill(await codeSentTo(page, somebody.phone));
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page).toHaveURL("/account");
  expect(await readApi("/users/profile/")).toMatchObject({ email: free });
});

test("the owner of a number gets a notice instead of a code, and the page tells nobody that he is a customer", async ({
  page,
}) => {
  const owner = newcomer();
  await registerByApi(page, owner);
  await forgetSession(page);
  await beginRegistration(page, { email: newcomer().email, phone: owner.phone });
  await expect(page.getByLabel(CODE)).toBeVisible();
  const sent = await page.request.get("/api/dev/outbox", { params: { to: owner.phone } });
  expect((await sent.json())[0]).toMatchObject({ code: null });
});

test("a registration in Arabic runs from right to left, and takes the code in Arabic digits", async ({
  page,
  baseURL,
  readApi,
}) => {
  const { email, phone } = newcomer();
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
