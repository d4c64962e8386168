import { randomBytes } from "node:crypto";
import { newBrowser } from "@/lib/testing/browser";
import type { Answer, Client, Endpoint } from "@/lib/testing/client";
import { uniquePhone } from "@/lib/testing/customers";
import { newestCode } from "@/lib/testing/mailbox";
import type { Shop } from "@/lib/testing/shop";

/** The password of the documents' example. */
export const DOCUMENTED_PASSWORD = "SecurePassword123";

/** An address that no other test has. */
export function uniqueEmail(): string {
  return `jane.${randomBytes(6).toString("hex")}.roe@example.com`;
}

/** What somebody fills in, and whatever else a client sends along. */
export type FilledForm = { email: string; password: string; phone: string; [field: string]: unknown };

/** What somebody new fills in: the documents' example with a number and an address of the test's own. */
export function newRegistration(overrides: Record<string, unknown> = {}): FilledForm {
  return {
    first_name: "John",
    last_name: "Doe",
    email: uniqueEmail(),
    password: DOCUMENTED_PASSWORD,
    phone: uniquePhone(),
    date_of_birth: "1990-01-01",
    gender: "male",
    email_allowed: true,
    sms_allowed: true,
    call_allowed: false,
    ...overrides,
  };
}

/** Somebody new whose registration waits for the code that their number got. */
export async function askedToRegister(
  shop: Shop,
  endpoint: Endpoint,
  body = newRegistration(),
): Promise<{ browser: Client; body: FilledForm; asked: Answer; code: string }> {
  const browser = newBrowser();
  const asked = await browser.post(endpoint, { body });
  if (asked.status !== 202) throw new Error(`The registration was answered ${asked.status}.`);
  return { browser, body, asked, code: await newestCode(shop, body.phone) };
}

/** The same, and the code was submitted. */
export async function registered(shop: Shop, endpoint: Endpoint, body?: FilledForm) {
  const registration = await askedToRegister(shop, endpoint, body);
  const { browser, code } = registration;
  return { ...registration, answer: await browser.post(endpoint, { body: { ...registration.body, code } }) };
}
