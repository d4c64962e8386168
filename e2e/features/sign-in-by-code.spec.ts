import type { Page } from "@playwright/test";
import { codeSentTo } from "@/e2e/fixtures/dev-mailbox";
import { forgetSession, newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { delayScripts, waitForHydration } from "@/e2e/fixtures/page-loading";
import { expect, test } from "@/e2e/fixtures/world-test";
import type { World } from "@/kit/playwright";

test("a foreign number is read with its country, and one that gets no messages is refused at the field", async ({
  page,
}) => {
  await page.goto("/login?by=code");
  const phone = page.getByLabel("Phone number");
  await phone.fill("+49 171 2345678");
  await expect(page.getByLabel("Country")).toHaveValue("DE");
  await expect(page.getByText("We’ll use")).toContainText("+49 171 2345678");
  await page.getByLabel("Country").selectOption("FR");
  await phone.fill("06 12 34 56 78");
  await expect(page.getByText("We’ll use")).toContainText("+33 6 12 34 56 78");
  await phone.fill("0039 347 123 4567");
  await expect(page.getByText("We’ll use")).toContainText("+39 347 123 4567");
  await page.getByRole("button", { name: "Send code" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "We can’t send messages to this number." })).toBeFocused();
  await expect(phone).toHaveValue("0039 347 123 4567");
});

test("a landline is questioned before a code is sent, and gets one when it is meant", async ({ page }) => {
  await page.goto("/login?by=code");
  await page.getByLabel("Phone number").fill(`0212 29${String(Date.now()).slice(-5)}`);
  const doubt = page.getByText("This doesn’t look like a mobile number.");
  await expect(doubt).toBeHidden();
  await page.getByRole("button", { name: "Send code" }).click();
  await expect(doubt).toBeVisible();
  await expect(page).toHaveURL(/\/login/);
  await page.getByRole("button", { name: "Send code" }).click();
  await expect(page).toHaveURL(/\/verify/);
});

test("too many messages to one number are refused with the time to wait", async ({ page }) => {
  const { phone } = newCustomer();
  const requestCode = async () => {
    await page.goto("/login?by=code");
    await page.getByLabel("Phone number").fill(phone);
    await page.getByRole("button", { name: "Send code" }).click();
  };
  await requestCode();
  await page.getByRole("button", { name: "Send a new code" }).click();
  await expect(page.getByRole("button", { name: /New code in/ })).toBeVisible();
  // In another session, which has no challenge to resume.
  await forgetSession(page);
  await requestCode();
  await expect(page.getByRole("alert").filter({ hasText: /Try again in \d+ seconds/ })).toBeFocused();
});

test("a number and a country entered before hydration are kept and understood", async ({ page }) => {
  const releaseScripts = await delayScripts(page);
  await page.goto("/login?by=code", { waitUntil: "commit" });
  await page.getByLabel("Country").selectOption("FR");
  await page.getByLabel("Phone number").fill("06 12 34 56 78");
  releaseScripts();
  await expect(page.getByText("We’ll use")).toContainText("+33 6 12 34 56 78");
  await expect(page.getByLabel("Country")).toHaveValue("FR");
  await expect(page.getByLabel("Phone number")).toHaveValue("06 12 34 56 78");
});

test.describe("a code typed before hydration", () => {
  async function typeEarly(page: Page, world: World): Promise<() => void> {
    const { phone } = await world.persona();
    await page.goto("/login?by=code");
    await page.getByLabel("Phone number").fill(phone);
    await page.getByRole("button", { name: "Send code" }).click();
    await expect(page).toHaveURL(/\/verify/);
    const code = await world.code(phone);
    const releaseScripts = await delayScripts(page);
    await page.goto(page.url(), { waitUntil: "commit" });
    await page.getByLabel("Code from the SMS").fill(code);
    return releaseScripts;
  }

  test("is checked without a press", async ({ page, world }) => {
    const releaseScripts = await typeEarly(page, world);
    releaseScripts();
    await expect(page).toHaveURL("/account");
  });

  test("waits for a press where it may be for freeing the number instead", async ({ page, world }) => {
    const releaseScripts = await typeEarly(page, world);
    await page.getByText("Is this number new to you?").click();
    const submissions: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST") submissions.push(request.url());
    });
    releaseScripts();
    await waitForHydration(page);
    await page.waitForLoadState("networkidle");
    expect(submissions).toEqual([]);
    await page.getByRole("button", { name: "Confirm" }).click();
    await expect(page).toHaveURL("/account");
  });
});

test("what somebody types who was in the field before its draft came takes the draft's place", async ({ page }) => {
  await page.goto("/login?by=code");
  await page.getByLabel("Phone number").fill("0532 111 22 33");
  await expect(page.getByText("We’ll use")).toBeVisible();
  const releaseScripts = await delayScripts(page);
  await page.goto("/login?by=code", { waitUntil: "commit" });
  await page.getByLabel("Phone number").focus();
  releaseScripts();
  await expect(page.getByLabel("Phone number")).toHaveValue("+905321112233");
  await page.keyboard.insertText("0533 444 55 66");
  await expect(page.getByLabel("Phone number")).toHaveValue("0533 444 55 66");
});

test("a number that somebody else had before is freed by the code, and its new holder is led to a registration", async ({
  page,
}) => {
  const former = newCustomer();
  await registerByApi(page, former);
  await forgetSession(page);
  await page.goto("/login?by=code");
  await page.getByLabel("Phone number").fill(former.phone);
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByText("Is this number new to you?").click();
  await page.getByLabel("Code from the SMS").fill(await codeSentTo(page, former.phone));
  await page.getByRole("button", { name: "This account isn’t mine" }).click();
  await expect(page).toHaveURL("/register");
  await expect(page.getByRole("status").filter({ hasText: "The number is free." })).toBeVisible();
});
