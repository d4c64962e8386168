import type { Page } from "@playwright/test";
import { codeSentTo } from "@/e2e/fixtures/dev-mailbox";
import { holdRequests } from "@/e2e/fixtures/page-loading";
import { expect, test } from "@/e2e/fixtures/world-test";

const CHANGE = { name: "Change phone number" };

/** Asks for another number in the profile; the page of its code follows. */
async function requestChange(page: Page, phone: string): Promise<void> {
  await page.goto("/account/profile");
  await page.getByRole("button", CHANGE).click();
  await page.getByLabel("New phone number").fill(phone);
  await page.getByRole("button", { name: "Send code" }).click();
  await expect(page).toHaveURL(/\/verify\?purpose=phone_change/);
}

async function submitCode(page: Page, phone: string): Promise<void> {
  await page.getByLabel("Code from the SMS").fill(await codeSentTo(page, phone));
  await expect(page).toHaveURL(/\/account\/profile/);
}

test("a change left in the middle shows where it stands after a reload, and can be finished", async ({
  page,
  signInAs,
  readApi,
}) => {
  const phone = "+905321110002";
  await signInAs("wanderer");
  await requestChange(page, phone);
  await page.reload();
  await expect(page.getByLabel("Code from the SMS")).toBeVisible();

  await page.goto("/account/profile");
  const row = page.getByRole("region", { name: "Phone number" });
  await expect(row).toContainText("+90 532 111 00 02");
  await expect(row).toContainText("Your current number stays active");
  await expect(row).not.toContainText("Verified");
  await row.getByRole("link", { name: "Enter the code" }).click();
  await submitCode(page, phone);
  await expect(row).toContainText("Verified");
  await expect(row.getByRole("link", { name: "Enter the code" })).toHaveCount(0);
  expect(await readApi("/users/profile/")).toMatchObject({ phone });
});

test("an impossible number is rejected at its field, one's own needs no code, and the focus returns to the button", async ({
  page,
  signInAs,
  readApi,
}) => {
  await signInAs("speller");
  const { phone } = (await readApi("/users/profile/")) as { phone: string };
  await page.goto("/account/profile");
  await page.getByRole("button", CHANGE).click();
  const field = page.getByLabel("New phone number");
  await expect(field).toBeFocused();
  await field.fill("12");
  await field.blur();
  await expect(page.getByText("This number looks incomplete.")).toBeVisible();
  // Held once, for a second thought.
  await page.getByRole("button", { name: "Send code" }).click();
  await expect(field).toBeFocused();
  await page.getByRole("button", { name: "Send code" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Please check one field" })).toBeFocused();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(page).toHaveTitle(/^Error: /);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("button", CHANGE)).toBeFocused();
  await expect(page).not.toHaveTitle(/^Error: /);

  await page.keyboard.press("Enter");
  await field.fill(`0${phone.slice(3)}`);
  await page.getByRole("button", { name: "Send code" }).click();
  await expect(page.getByRole("status").filter({ hasText: "That’s already your number" })).toBeVisible();
  await expect(page.getByRole("button", CHANGE)).toBeFocused();
});

test("a number that turned out to be taken is reported at its field", async ({ page, signInAs }) => {
  await signInAs("reader");
  await page.goto("/account/profile?taken=phone");
  await expect(page.getByText("This phone number is already in use").first()).toBeVisible();
  await expect(page.getByLabel("New phone number")).toHaveAttribute("aria-invalid", "true");
  await expect(page).toHaveURL("/account/profile");
});

test("going to enter the code does not lose unsaved profile changes", async ({ page, signInAs, readApi }) => {
  await signInAs("keeper");
  await page.goto("/account/profile");
  await page.getByLabel("First name").fill("Kept");
  await page.getByRole("button", CHANGE).click();
  await page.getByLabel("New phone number").fill("+905321110003");
  await page.getByRole("button", { name: "Send code" }).click();
  const enterCode = page.getByRole("link", { name: "Enter the code" });
  await expect(enterCode).toBeVisible();
  await enterCode.click();
  await page.getByRole("button", { name: "Keep editing" }).click();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText(/^All changes saved/)).toBeVisible();
  await enterCode.click();
  await expect(page).toHaveURL(/\/verify/);
  expect(await readApi("/users/profile/")).toMatchObject({ first_name: "Kept" });
});

test("who gives a change up before it is answered stays, with what is unsaved", async ({ page, signInAs }) => {
  await signInAs("keeper");
  await page.goto("/account/profile");
  await page.getByRole("button", CHANGE).click();
  await page.getByLabel("New phone number").fill("+905321110004");
  const release = await holdRequests(page, "PATCH", "/api/users/profile/");
  const asked = page.waitForRequest((request) => request.method() === "PATCH");
  await page.getByRole("button", { name: "Send code" }).click();
  await asked;
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByLabel("First name").fill("Kept");
  release();
  await expect(page.getByRole("link", { name: "Enter the code" })).toBeVisible();
  await expect(page).toHaveURL("/account/profile");
  await expect(page.getByLabel("First name")).toHaveValue("Kept");
});
