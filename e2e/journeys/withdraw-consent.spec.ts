import { readFileSync } from "node:fs";
import { newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

test("a consent is given and withdrawn, and both have their receipt, to be taken along", async ({
  page,
  user,
  readApi,
}) => {
  await registerByApi(page, newCustomer());
  await page.goto("/account");
  await user.goTo("Preferences");
  await expect(page.getByRole("heading", { name: "No answers yet" })).toBeVisible();
  const question = page.getByRole("group", { name: "May we send you emails?" });
  const yes = question.getByRole("radio", { name: "Yes", exact: true });
  const no = question.getByRole("radio", { name: "No", exact: true });
  for (const answer of [yes, no]) await expect(answer).not.toBeChecked();
  await expect(question).toContainText("Not answered yet");
  await user.choose(yes);
  const saved = page.getByRole("status").filter({ hasText: "Saved: we may send you emails" });
  await expect(saved).toBeVisible();
  // Said once: the receipt comes back with the next answer.
  await expect(saved.locator("..")).toHaveText("Saved: we may send you emails");
  await expect(question).not.toContainText("Not answered yet");
  expect(await readApi("/users/profile/")).toMatchObject({ email_allowed: true });
  await user.choose(no);
  await expect(no).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "Saved: we won’t send you emails" })).toBeVisible();
  expect(await readApi("/users/profile/")).toMatchObject({
    email_allowed: false,
    sms_allowed: null,
    call_allowed: null,
  });

  await page.reload();
  await expect(no).toBeChecked();
  const receipts = page.getByRole("region", { name: "Your answers so far" }).getByRole("listitem");
  await expect(receipts).toHaveCount(2);
  await expect(receipts.nth(0)).toContainText(/Yes.*changed to.*No/);
  await expect(receipts.nth(1)).toContainText(/Not answered yet.*changed to.*Yes/);
  for (const format of ["JSON", "CSV"]) {
    const download = page.waitForEvent("download");
    await user.press(page.getByRole("button", { name: `Download as ${format}` }));
    const text = readFileSync(await (await download).path(), "utf8");
    if (format === "JSON") expect(JSON.parse(text)).toEqual(await readApi("/api/users/consents/"));
    else expect(text.split("\r\n")[1]).toMatch(/^\d+,[^,]+,email,true,false,profile,/);
  }
});
