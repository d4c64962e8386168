import { expect, test } from "@/e2e/journey";
import { beginRegistration, forgetSession, newcomer } from "@/e2e/newcomers";
import { codeSentTo } from "@/e2e/outbox";

const CODE = "Code from the SMS";
const CONFIRM = { name: "Confirm" };
const RESEND = { name: "Send a new code" };

/** Codes that are not the right one, and different from each other. */
function wrongCodes(right: string): string[] {
  return Array.from({ length: 5 }, (_, index) => String((Number(right) + 1 + index) % 1_000_000).padStart(6, "0"));
}

test("a code pasted with the blanks and dashes of its message is taken", async ({ page, context }) => {
  const somebody = newcomer();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await beginRegistration(page, somebody);
  const code = await codeSentTo(page, somebody.phone);
  const spaced = `${code.slice(0, 2)} ${code.slice(2, 4)}-${code.slice(4)}`;
  await page.evaluate((text) => navigator.clipboard.writeText(text), spaced);
  await page.getByLabel(CODE).focus();
  await page.keyboard.press("ControlOrMeta+V");
  await expect(page.getByLabel(CODE)).toHaveValue(spaced);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/account");
});

test("a reload in the middle goes on, and sends nothing", async ({ page }) => {
  const somebody = newcomer();
  await beginRegistration(page, somebody);
  await page.reload();
  await expect(page.getByText(`+90•••••••${somebody.phone.slice(-3)}`)).toBeVisible();
  const sent = await page.request.get("/api/dev/outbox", { params: { to: somebody.phone } });
  expect(await sent.json()).toHaveLength(1);
  await page.getByLabel(CODE).fill(await codeSentTo(page, somebody.phone));
  await page.getByRole("button", CONFIRM).click();
  await expect(page).toHaveURL("/account");
});

test("back leads to the form as it was left, forward to the code, and after the end neither leads back into it", async ({
  page,
}) => {
  const somebody = newcomer();
  await beginRegistration(page, somebody);
  await page.goBack();
  await expect(page).toHaveURL(/\/register/);
  await expect(page.getByLabel("Email address")).toHaveValue(somebody.email);
  await expect(page.getByLabel("I accept the terms")).toBeChecked();
  await page.goForward();
  await page.getByLabel(CODE).fill(await codeSentTo(page, somebody.phone));
  await page.getByRole("button", CONFIRM).click();
  await expect(page).toHaveURL("/account");
  await page.goto("/verify?purpose=registration&next=%2Faccount%2Fsegments");
  await expect(page).toHaveURL("/account/segments");
});

test("another number is another code: the form is changed and the first code is worth nothing", async ({ page }) => {
  const somebody = newcomer();
  await beginRegistration(page, somebody);
  const first = await codeSentTo(page, somebody.phone);
  await page.getByRole("link", { name: "Change number" }).click();
  await expect(page.getByLabel("First name")).toHaveValue("Zoë");
  const { phone } = newcomer();
  await page.getByLabel("Phone number").fill(phone);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText(`+90•••••••${phone.slice(-3)}`)).toBeVisible();
  const second = await codeSentTo(page, phone);
  if (first !== second) {
    await page.getByLabel(CODE).fill(first);
    await page.getByRole("button", CONFIRM).click();
    await expect(page.getByText("That code isn’t right.")).toBeVisible();
  }
  await page.getByLabel(CODE).fill(second);
  await page.getByRole("button", CONFIRM).click();
  await expect(page).toHaveURL("/account");
});

test("a wrong code is told with the tries left, stays marked to be typed over, and the right one follows", async ({
  page,
}) => {
  const somebody = newcomer();
  await beginRegistration(page, somebody);
  const code = await codeSentTo(page, somebody.phone);
  const [wrong = ""] = wrongCodes(code);
  await page.getByLabel(CODE).fill(wrong);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "You have 4 attempts left." })).toBeVisible();
  await expect(page).toHaveTitle(/^Error: Enter the code/);
  await expect(page.getByLabel(CODE)).toBeFocused();
  await expect(page.getByLabel(CODE)).toHaveAttribute("aria-invalid", "true");
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/account");
});

test("five wrong codes end the code, and only a new one goes on", async ({ page }) => {
  const somebody = newcomer();
  await beginRegistration(page, somebody);
  const code = await codeSentTo(page, somebody.phone);
  const wrong = wrongCodes(code);
  for (const [index, guess] of wrong.entries()) {
    await page.getByLabel(CODE).fill(guess);
    await page.getByRole("button", CONFIRM).click();
    const left = wrong.length - 1 - index;
    const told =
      left === 0 ? "Too many wrong codes" : left === 1 ? "You have one attempt left." : `${left} attempts left.`;
    await expect(page.getByRole("alert").filter({ hasText: told })).toBeVisible();
  }
  await expect(page.getByLabel(CODE)).toHaveCount(0);
  await expect(page.getByRole("button", RESEND)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel(CODE)).toBeFocused();
  await page.keyboard.type(await codeSentTo(page, somebody.phone));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/account");
});

test("the field of a new code has the focus, however late the device draws it", async ({ page }) => {
  const somebody = newcomer();
  await beginRegistration(page, somebody);
  const [last = "", ...others] = wrongCodes(await codeSentTo(page, somebody.phone));
  const { csrf_token: token } = await (await page.request.get("/api/csrf_token/")).json();
  for (const code of others) {
    const answer = { data: { code }, headers: { "X-CSRFToken": token } };
    expect((await page.request.post("/api/verification/registration", answer)).status()).toBe(406);
  }
  await page.getByLabel(CODE).fill(last);
  await page.getByRole("button", CONFIRM).click();
  await expect(page.getByLabel(CODE)).toHaveCount(0);
  // React draws when a message to itself arrives.
  await page.evaluate(() => {
    const post = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function (this: MessagePort, message: unknown) {
      setTimeout(() => post.call(this, message), 100);
    };
  });
  await page.getByRole("button", RESEND).click();
  await expect(page.getByLabel(CODE)).toBeFocused();
});

test("a new code replaces the old one, and the next has to be waited for", async ({ page }) => {
  const somebody = newcomer();
  await beginRegistration(page, somebody);
  const old = await codeSentTo(page, somebody.phone);
  await page.getByRole("button", RESEND).click();
  await expect(page.getByRole("status").filter({ hasText: "A new code is on its way" })).toBeVisible();
  await expect(page.getByRole("button", { name: /New code in \d:\d\d/ })).toHaveAttribute("aria-disabled", "true");
  const fresh = await codeSentTo(page, somebody.phone);
  if (old !== fresh) {
    await page.getByLabel(CODE).fill(old);
    await page.getByRole("button", CONFIRM).click();
    await expect(page.getByText("That code has been replaced.")).toBeVisible();
  }
  await page.getByLabel(CODE).fill(fresh);
  await page.getByRole("button", CONFIRM).click();
  await expect(page).toHaveURL("/account");
});

test("that the wait is over is announced once, by the server's clock", async ({ page }) => {
  const somebody = newcomer();
  await page.clock.install();
  await beginRegistration(page, somebody);
  await page.getByRole("button", RESEND).click();
  await expect(page.getByRole("button", { name: /New code in/ })).toBeVisible();
  const ready = page.getByRole("status").filter({ hasText: "You can request a new code now." });
  await expect(ready).toHaveCount(0);
  await page.clock.fastForward("01:05");
  await expect(ready).toHaveCount(1);
  await expect(page.getByRole("button", RESEND)).toBeVisible();
});

test("a device whose clock is an hour wrong counts the same minutes", async ({ page }) => {
  await page.clock.install({ time: Date.now() + 3_600_000 });
  await beginRegistration(page, newcomer());
  await expect(page.getByRole("timer")).toHaveText(/expires in (5:00|4:\d\d)/);
});

test("a code whose time is up says so and offers another", async ({ page }) => {
  await page.clock.install();
  await beginRegistration(page, newcomer());
  await page.clock.fastForward("05:10");
  await expect(page.getByRole("status").filter({ hasText: "The code has expired" })).toHaveCount(1);
  await expect(page.getByLabel(CODE)).toHaveCount(0);
  await expect(page.getByRole("button", RESEND)).toBeVisible();
});

test("a session that ended meanwhile is explained and leads back to the start", async ({ page }) => {
  const somebody = newcomer();
  await beginRegistration(page, somebody);
  const code = await codeSentTo(page, somebody.phone);
  await forgetSession(page);
  await page.getByLabel(CODE).fill(code);
  await page.getByRole("button", CONFIRM).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There’s no code to enter");
  await page.getByRole("link", { name: "Start again" }).click();
  await expect(page).toHaveURL(/\/register/);
});

test("of two tabs one finishes, and the other follows", async ({ page, context }) => {
  const somebody = newcomer();
  await beginRegistration(page, somebody);
  const other = await context.newPage();
  await other.goto(page.url());
  const code = await codeSentTo(page, somebody.phone);
  await other.getByLabel(CODE).fill(code);
  await other.getByRole("button", CONFIRM).click();
  await expect(other).toHaveURL("/account");
  await page.getByLabel(CODE).fill(code);
  await page.getByRole("button", CONFIRM).click();
  await expect(page).toHaveURL("/account");
});

test("without a dialogue the page explains itself, and for no purpose there is none", async ({ page }) => {
  await page.goto("/verify?purpose=sign_in");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There’s no code to enter");
  await page.getByRole("link", { name: "Start again" }).click();
  await expect(page).toHaveURL(/\/login\?by=code/);
  for (const purpose of ["token_sign_in", "anything", ""]) {
    expect((await page.goto(`/verify?purpose=${purpose}`))?.status()).toBe(404);
  }
});
