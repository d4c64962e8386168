import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/journey";
import { codeSentTo } from "@/e2e/outbox";

const CHANGE = { name: "Change phone number" };

/** Asks for another number in the profile; the page of its code follows. */
async function askFor(page: Page, phone: string): Promise<void> {
  await page.goto("/account/profile");
  await page.getByRole("button", CHANGE).click();
  await page.getByLabel("New phone number").fill(phone);
  await page.getByRole("button", { name: "Send code" }).click();
  await expect(page).toHaveURL(/\/verify\?purpose=phone_change/);
}

async function answer(page: Page, phone: string): Promise<void> {
  await page.getByLabel("Code from the SMS").fill(await codeSentTo(page, phone));
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page).toHaveURL(/\/account\/profile/);
}

test("a change left in the middle says where it stands after a reload, and goes on from there", async ({
  page,
  signInAs,
  readApi,
}) => {
  const phone = "+905321110002";
  await signInAs("wanderer");
  await askFor(page, phone);
  await page.reload();
  await expect(page.getByLabel("Code from the SMS")).toBeVisible();

  await page.goto("/account/profile");
  const row = page.getByRole("region", { name: "Phone number" });
  await expect(row).toContainText("+90•••••••002");
  await expect(row).toContainText("Your current number stays active");
  await expect(row).not.toContainText("Verified");
  await row.getByRole("link", { name: "Enter the code" }).click();
  await answer(page, phone);
  await expect(row).toContainText("Verified");
  await expect(row.getByRole("link", { name: "Enter the code" })).toHaveCount(0);
  expect(await readApi("/users/profile/")).toMatchObject({ phone });
});

test("the same number in another spelling needs no code, and the change button has the focus again", async ({
  page,
  signInAs,
  readApi,
}) => {
  await signInAs("speller");
  const { phone } = (await readApi("/users/profile/")) as { phone: string };
  await page.goto("/account/profile");
  await page.getByRole("button", CHANGE).click();
  await expect(page.getByLabel("New phone number")).toBeFocused();
  await page.getByLabel("New phone number").fill(`0${phone.slice(3)}`);
  await page.getByRole("button", { name: "Send code" }).click();
  await expect(page.getByRole("status").filter({ hasText: "That is already your number" })).toBeVisible();
  await expect(page.getByRole("button", CHANGE)).toBeFocused();
});

test("a number that is none is doubted, refused at its field when it is insisted on, and cancelling gives the focus back", async ({
  page,
  signInAs,
}) => {
  await signInAs("reader");
  await page.goto("/account/profile");
  await page.getByRole("button", CHANGE).click();
  await page.getByLabel("New phone number").fill("12");
  await page.getByRole("button", { name: "Send code" }).click();
  await expect(page.getByText("This number looks incomplete.")).toBeVisible();
  await page.getByRole("button", { name: "Send code" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Please check one field" })).toBeFocused();
  await expect(page.getByLabel("New phone number")).toHaveAttribute("aria-invalid", "true");
  await expect(page).toHaveTitle(/^Error: /);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("button", CHANGE)).toBeFocused();
  await expect(page).not.toHaveTitle(/^Error: /);
});

test("a number that turns out to be somebody else's is told at its field", async ({ page, signInAs }) => {
  await signInAs("reader");
  await page.goto("/account/profile?taken=phone");
  await expect(page.getByText("This phone number is already in use.").first()).toBeVisible();
  await expect(page.getByLabel("New phone number")).toHaveAttribute("aria-invalid", "true");
  await expect(page).toHaveURL("/account/profile");
});

test("unsaved changes of the profile are not lost to the code's page", async ({ page, signInAs, readApi }) => {
  await signInAs("keeper");
  await page.goto("/account/profile");
  await page.getByLabel("First name").fill("Kept");
  await page.getByRole("button", CHANGE).click();
  await page.getByLabel("New phone number").fill("+905321110003");
  await page.getByRole("button", { name: "Send code" }).click();
  const goOn = page.getByRole("link", { name: "Enter the code" });
  await expect(goOn).toBeVisible();
  await goOn.click();
  await page.getByRole("button", { name: "Keep editing" }).click();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Profile saved")).toBeVisible();
  await goOn.click();
  await expect(page).toHaveURL(/\/verify/);
  expect(await readApi("/users/profile/")).toMatchObject({ first_name: "Kept" });
});

test("the whole change in Arabic, where numbers still run from left to right", async ({
  page,
  signInAs,
  readApi,
  baseURL,
}) => {
  const phone = "+905321110004";
  await page.context().addCookies([{ name: "locale", value: "ar", url: baseURL ?? "" }]);
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs("arabmover");
  await page.goto("/account/profile");
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await page.getByRole("button", { name: "تغيير رقم الهاتف" }).click();
  await page.getByLabel("رقم الهاتف الجديد").fill("٠٥٣٢١١١٠٠٠٤");
  await page.getByRole("button", { name: "إرسال الرمز" }).click();
  await expect(page).toHaveURL(/\/verify/);
  const masked = page.getByText("+90•••••••004");
  expect(await masked.evaluate((element) => getComputedStyle(element).direction)).toBe("ltr");

  const arabicDigits = (await codeSentTo(page, phone)).replaceAll(/\d/g, (digit) =>
    String.fromCharCode(0x660 + Number(digit)),
  );
  await page.getByLabel("الرمز الوارد في الرسالة").fill(arabicDigits);
  await page.getByRole("button", { name: "تأكيد" }).click();
  await expect(page).toHaveURL(/\/account\/profile/);
  const row = page.getByRole("region", { name: "رقم الهاتف" });
  await expect(row).toContainText("مؤكَّد");
  const shown = row.locator("bdi").first();
  await expect(shown).toHaveText(phone);
  expect(await shown.evaluate((element) => getComputedStyle(element).direction)).toBe("ltr");
  expect(await readApi("/users/profile/")).toMatchObject({ phone });
});
