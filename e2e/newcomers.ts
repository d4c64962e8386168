import { randomBytes, randomInt } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { codeSentTo } from "./outbox";

/* People who are not customers yet; each test makes its own. */

export type Newcomer = { email: string; phone: string };

export const NEWCOMER_PASSWORD = "lighthouse keeper 7";

/** Somebody whom the shop does not know. */
export function newcomer(): Newcomer {
  return {
    email: `newcomer.${randomBytes(6).toString("hex")}@test.example`,
    phone: `+9053${randomInt(10_000_000, 99_999_999)}`,
  };
}

/** Fills in what a registration cannot do without, in the page's English. */
export async function fillRegistration(page: Page, { email, phone }: Newcomer): Promise<void> {
  await page.getByLabel("First name").fill("Zoë");
  await page.getByLabel("Last name").fill("Yılmaz");
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Phone number").fill(phone);
  await page.getByLabel("Password", { exact: true }).fill(NEWCOMER_PASSWORD);
  await page.getByLabel("I accept the terms").check();
}

/** Goes as far as the page on which the code is entered. */
export async function beginRegistration(page: Page, somebody: Newcomer, next = "/account"): Promise<void> {
  await page.goto(`/register?${new URLSearchParams({ next })}`);
  await fillRegistration(page, somebody);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(/\/verify\?purpose=registration/);
}

/** Makes somebody a customer without the pages; the browser is signed in afterwards. */
export async function registerByApi(page: Page, { email, phone }: Newcomer): Promise<void> {
  const data = { first_name: "Zoë", last_name: "Yılmaz", email, phone, password: NEWCOMER_PASSWORD };
  expect((await page.request.post("/users/registration/", { data })).status()).toBe(202);
  const code = await codeSentTo(page, phone);
  expect((await page.request.post("/users/registration/", { data: { ...data, code } })).status()).toBe(201);
}

/** Signs the browser out by forgetting its session. */
export async function forgetSession(page: Page): Promise<void> {
  await page.context().clearCookies({ name: "osessionid" });
}
