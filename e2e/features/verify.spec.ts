import { codeSentTo, messagesTo } from "@/e2e/fixtures/dev-mailbox";
import { beginRegistration, forgetSession, newCustomer, shownPhone } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

const CODE = "Code from the SMS";
const CONFIRM = { name: "Confirm" };
const WELCOME = /\/account\/welcome/;
const RESEND = { name: "Send a new code" };

/** Codes that are not the right one, and different from each other. */
function wrongCodes(right: string): string[] {
  return Array.from({ length: 5 }, (_, index) => String((Number(right) + 1 + index) % 1_000_000).padStart(6, "0"));
}

test("a reload sends nothing, and the code pasted from its message is submitted by itself", async ({
  page,
  context,
}) => {
  const customer = newCustomer();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await beginRegistration(page, customer);
  await page.reload();
  await expect(page.getByText(shownPhone(customer.phone))).toBeVisible();
  expect(await messagesTo(page, customer.phone)).toHaveLength(1);
  const code = await codeSentTo(page, customer.phone);
  const spaced = `${code.slice(0, 2)} ${code.slice(2, 4)}-${code.slice(4)}`;
  await page.evaluate((text) => navigator.clipboard.writeText(text), spaced);
  await page.getByLabel(CODE).focus();
  await page.keyboard.press("ControlOrMeta+V");
  await expect(page).toHaveURL(WELCOME);
});

test("back leads to the filled form, forward to the code, and after the end neither leads back into it", async ({
  page,
}) => {
  const customer = newCustomer();
  await beginRegistration(page, customer);
  await page.goBack();
  await expect(page).toHaveURL(/\/register/);
  await expect(page.getByLabel("Email address")).toHaveValue(customer.email);
  await expect(page.getByLabel("I accept the terms")).toBeChecked();
  await page.goForward();
  await page.getByLabel(CODE).fill(await codeSentTo(page, customer.phone));
  await expect(page).toHaveURL(WELCOME);
  await page.goto("/verify?purpose=registration&next=%2Faccount%2Fsegments");
  await expect(page).toHaveURL("/account/segments");
});

test("the number can be changed, also after a reload", async ({ page }) => {
  const customer = newCustomer();
  await beginRegistration(page, customer);
  await page.reload();
  await page.getByRole("link", { name: "Change number" }).click();
  await expect(page.getByLabel("Email address")).toHaveValue(customer.email);
  const { phone } = newCustomer();
  await page.getByLabel("Phone number").fill(phone);
  await page.getByLabel("Password", { exact: true }).fill("another lighthouse 8");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText(shownPhone(phone))).toBeVisible();
  await page.getByLabel(CODE).fill(await codeSentTo(page, phone));
  await expect(page).toHaveURL(WELCOME);
});

test("each wrong code shows the attempts left, the fifth ends the code, and a new one works", async ({ page }) => {
  const customer = newCustomer();
  await beginRegistration(page, customer);
  const wrong = wrongCodes(await codeSentTo(page, customer.phone));
  await page.getByLabel(CODE).focus();
  for (const [index, guess] of wrong.entries()) {
    // The wrong code is selected, so that typing replaces it; the last digit submits it.
    await page.keyboard.type(guess);
    const left = wrong.length - 1 - index;
    const expected =
      left === 0
        ? "Too many wrong codes"
        : left === 1
          ? "You have one attempt left."
          : `You have ${left} attempts left.`;
    await expect(page.getByRole("alert").filter({ hasText: expected })).toBeVisible();
    if (left === 0) break;
    await expect(page).toHaveTitle(/^Error: Enter the code/);
    await expect(page.getByLabel(CODE)).toBeFocused();
    await expect(page.getByLabel(CODE)).toHaveAttribute("aria-invalid", "true");
  }
  await expect(page.getByLabel(CODE)).toHaveCount(0);
  await expect(page.getByRole("button", RESEND)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel(CODE)).toBeFocused();
  await page.keyboard.type(await codeSentTo(page, customer.phone));
  await expect(page).toHaveURL(WELCOME);
});

test("fewer digits than the code has are not sent and cost no attempt, nor is a wrong code sent twice", async ({
  page,
}) => {
  const customer = newCustomer();
  await beginRegistration(page, customer);
  const posts: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().includes("/api/verification/")) posts.push(request.url());
  });
  const [wrong = ""] = wrongCodes(await codeSentTo(page, customer.phone));
  await expect(page.getByText("6 digits.")).toBeVisible();
  await page.getByLabel(CODE).fill(wrong.slice(0, 5));
  await page.getByRole("button", CONFIRM).click();
  await expect(page.getByRole("alert").filter({ hasText: "Enter all the digits of the code" })).toBeVisible();
  expect(posts).toEqual([]);
  await page.getByLabel(CODE).fill(wrong);
  await expect(page.getByRole("alert").filter({ hasText: "You have 4 attempts left." })).toBeVisible();
  await page.getByLabel(CODE).blur();
  await page.getByLabel(CODE).focus();
  expect(posts).toHaveLength(1);
});

test("the field of a new code has the focus, however late React renders it", async ({ page }) => {
  const customer = newCustomer();
  await beginRegistration(page, customer);
  const [last = "", ...others] = wrongCodes(await codeSentTo(page, customer.phone));
  const { csrf_token: token } = await (await page.request.get("/api/csrf_token/")).json();
  for (const code of others) {
    const submission = { data: { code }, headers: { "X-CSRFToken": token } };
    expect((await page.request.post("/api/verification/registration", submission)).status()).toBe(406);
  }
  await page.getByLabel(CODE).fill(last);
  await expect(page.getByLabel(CODE)).toHaveCount(0);
  // React renders when a message to itself arrives.
  await page.evaluate(() => {
    const post = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function (this: MessagePort, message: unknown) {
      setTimeout(() => post.call(this, message), 100);
    };
  });
  await page.getByRole("button", RESEND).click();
  await expect(page.getByLabel(CODE)).toBeFocused();
});

test("a new code replaces the old one, and another has to be waited for", async ({ page }) => {
  const customer = newCustomer();
  await beginRegistration(page, customer);
  const old = await codeSentTo(page, customer.phone);
  await page.getByRole("button", RESEND).click();
  await expect(page.getByRole("status").filter({ hasText: "A new code is on its way" })).toBeVisible();
  await expect(page.getByRole("button", { name: /New code in \d:\d\d/ })).toHaveAttribute("aria-disabled", "true");
  const fresh = await codeSentTo(page, customer.phone);
  if (old !== fresh) {
    await page.getByLabel(CODE).fill(old);
    await expect(page.getByText("That code has been replaced.")).toBeVisible();
  }
  await page.getByLabel(CODE).fill(fresh);
  await expect(page).toHaveURL(WELCOME);
});

test("the end of the wait is announced once", async ({ page }) => {
  await page.clock.install();
  await beginRegistration(page, newCustomer());
  await page.getByRole("button", RESEND).click();
  await expect(page.getByRole("button", { name: /New code in/ })).toBeVisible();
  const ready = page.getByRole("status").filter({ hasText: "You can request a new code now." });
  await expect(ready).toHaveCount(0);
  await page.clock.fastForward("01:05");
  await expect(ready).toHaveCount(1);
  await expect(page.getByRole("button", RESEND)).toBeVisible();
});

test("a device whose clock is an hour wrong counts the same minutes, and says when they are over", async ({ page }) => {
  await page.clock.install({ time: Date.now() + 3_600_000 });
  await beginRegistration(page, newCustomer());
  await expect(page.getByRole("timer")).toHaveText(/expires in [1-5]:\d\d/);
  await page.clock.fastForward("05:10");
  await expect(page.getByRole("status").filter({ hasText: "The code has expired" })).toHaveCount(1);
  await expect(page.getByLabel(CODE)).toHaveCount(0);
  await expect(page.getByRole("button", RESEND)).toBeVisible();
});

test("a session that ended meanwhile is explained and leads back to the start", async ({ page }) => {
  const customer = newCustomer();
  await beginRegistration(page, customer);
  const code = await codeSentTo(page, customer.phone);
  await forgetSession(page);
  await page.getByLabel(CODE).fill(code);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There’s no code to enter");
  await page.getByRole("link", { name: "Start again" }).click();
  await expect(page).toHaveURL(/\/register/);
});

test("when one of two tabs finishes, the other follows", async ({ page, context }) => {
  const customer = newCustomer();
  await beginRegistration(page, customer);
  const other = await context.newPage();
  await other.goto(page.url());
  const code = await codeSentTo(page, customer.phone);
  await other.getByLabel(CODE).fill(code);
  await expect(other).toHaveURL(WELCOME);
  await page.getByLabel(CODE).fill(code);
  await expect(page).toHaveURL("/account");
});

test("without a challenge the page explains itself, and unknown purposes have no page", async ({ page }) => {
  await page.goto("/verify?purpose=sign_in");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There’s no code to enter");
  await page.getByRole("link", { name: "Start again" }).click();
  await expect(page).toHaveURL(/\/login\?by=code/);
  for (const query of ["?purpose=token_sign_in", "?purpose=anything", "?purpose=", ""]) {
    expect((await page.goto(`/verify${query}`))?.status()).toBe(404);
    await expect(page).toHaveTitle(/^We can’t find this page/);
    await expect(page.getByRole("banner")).toHaveCount(1);
    await expect(page.getByRole("main")).toHaveCount(1);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("We can’t find this page");
  }
});

test("a code that comes before its request is answered is taken", async ({ page }) => {
  const customer = newCustomer();
  await beginRegistration(page, customer);
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/api/verification/registration", async (route) => {
    const response = await route.fetch();
    if (route.request().postData()?.includes("resend")) await released;
    await route.fulfill({ response });
  });
  await page.getByRole("button", RESEND).click();
  await expect.poll(async () => (await messagesTo(page, customer.phone)).length).toBe(2);
  await page.getByLabel(CODE).fill(await codeSentTo(page, customer.phone));
  release();
  await expect(page).toHaveURL(WELCOME);
});
