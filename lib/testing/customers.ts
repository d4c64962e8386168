import { randomBytes, randomInt } from "node:crypto";
import { canonicalUsername, randomUsername } from "@/lib/auth/rules";
import { canonicalEmail } from "@/lib/contact/email-rules";
import { canonicalPhone } from "@/lib/contact/phone-rules";
import { type CustomerRow, customerSelect } from "@/lib/customers/store";
import type { Prisma } from "@/lib/generated/prisma/client";
import { hashPassword } from "@/lib/platform/password-hash";
import type { Shop } from "@/lib/testing/shop";

export const TEST_PASSWORD = "correct horse battery";

let passwordHash: Promise<string> | undefined;

/** A customer of the test's own, unlike any other; the document's John Doe with a proved address unless told otherwise. */
export async function createCustomer(
  shop: Shop,
  {
    isEmailProved = true,
    ...overrides
  }: Omit<Partial<Prisma.CustomerUncheckedCreateInput>, "email" | "phone" | "usernameCanonical"> & {
    email?: string;
    phone?: string | null;
    isEmailProved?: boolean;
  } = {},
): Promise<CustomerRow> {
  passwordHash ??= hashPassword(TEST_PASSWORD);
  const email = overrides.email ?? `john.${randomBytes(6).toString("hex")}@example.com`;
  const phone = overrides.phone === undefined ? uniquePhone() : overrides.phone;
  const { username } = { ...randomUsername(), ...overrides };
  return shop.db.customer.create({
    data: {
      username,
      usernameCanonical: canonicalUsername(username),
      firstName: "John",
      lastName: "Doe",
      gender: "male",
      dateOfBirth: new Date("2000-01-01"),
      languageCode: "en-us",
      passwordHash: await passwordHash,
      ...overrides,
      email,
      emailCanonical: canonicalEmail(email),
      verifiedEmail: isEmailProved ? canonicalEmail(email) : null,
      phone,
      phoneCanonical: phone && canonicalPhone(phone, "TR"),
    },
    select: customerSelect,
  });
}

const PHONES = 90_000_000;
/** Has no factor in common with their count, so that all come before one comes again. Neighbours would share a block's limit. */
const PHONE_STEP = 55_621_879;
let lastPhone = randomInt(PHONES);

/** A Turkish mobile number in E.164 that no other test of this worker has. */
export function uniquePhone(): string {
  lastPhone = (lastPhone + PHONE_STEP) % PHONES;
  return `+9053${10_000_000 + lastPhone}`;
}
