import { randomBytes } from "node:crypto";
import { uniquePhone } from "@/lib/testing/customers";

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
