import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

test("everything the shop holds comes in one file, and again from the link", async ({ page, user, readApi }) => {
  await registerByApi(page, newCustomer());
  await page.goto("/account");
  await user.goTo("Privacy");
  const button = page.getByRole("button", { name: "Download my data" });
  const data = await download(page, () => user.press(button));
  expect(data.profile).toEqual(await readApi("/users/profile/"));
  expect(data.sessions).toHaveLength(1);
  await expect(page.getByRole("status").filter({ hasText: "Your download has started" })).toBeVisible();
  await expect(page.getByText("The link works for 15 minutes")).toBeVisible();
  await expect(page).toHaveURL("/account/privacy");
  await expect(button).toBeFocused();
  const again = await download(page, () => user.press(page.getByRole("link", { name: "Download again" })));
  expect(again.profile).toEqual(data.profile);
  const { entries } = (await readApi("/api/users/activity/")) as { entries: { kind: string }[] };
  expect(entries.map(({ kind }) => kind)).toContain("data_exported");
});

async function download(page: Page, press: () => Promise<void>) {
  const started = page.waitForEvent("download");
  await press();
  return JSON.parse(readFileSync(await (await started).path(), "utf8"));
}
