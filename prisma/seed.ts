import { randomUsername } from "@/lib/auth/rules";
import { canonicalPhone } from "@/lib/contact/phone-rules";
import { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoEmail } from "@/lib/demo-accounts";
import type { Prisma } from "@/lib/generated/prisma/client";
import { transact } from "@/lib/platform/database/transact";
import type { Db, DbTransaction } from "@/lib/platform/db";
import { hashPassword } from "@/lib/platform/password-hash";
import type { LoyaltyServiceSetting } from "@/lib/settings/schema";
import { seedLoyaltyMembers, seedMemberLike } from "@/prisma/loyalty-members";

const PRICE_LISTS = [
  { id: 73, name: "Default Price List", code: "T123", currency: "usd" },
  { id: 74, name: "Management Price List", code: "T124", currency: "eur" },
  { id: 75, name: "Türkiye Price List", code: "T125", currency: "try" },
  { id: 76, name: "Gulf Price List", code: "T126", currency: "sar" },
];

const SEGMENTS = [
  { id: 107, name: "Employee Segment", priority: 0, priceListId: 73 },
  { id: 108, name: "Manager Segment", priority: 1, priceListId: 74 },
  { id: 110, name: "Türkiye Segment", priority: 2, priceListId: 75 },
  { id: 111, name: "Gulf Segment", priority: 3, priceListId: 76 },
  { id: 112, name: "Press Segment", priority: 9, priceListId: 73 },
];

const LOYALTY: LoyaltyServiceSetting = { provider: "embedded", is_sync: true, welcome_points: 100 };

/** Profile attributes of customers who joined the programme with a verified phone. */
const JOINED = { has_loyalty: true, verified_user: true };

type Person = Omit<
  Prisma.CustomerUncheckedCreateInput,
  "id" | "email" | "username" | "usernameCanonical" | "phone" | "dateJoined"
> & {
  id: number;
  dateJoined?: Date;
  phone?: string | null;
  segments: number[];
};

const [COMPLETE, NEW, TURKISH, ARABIC, GERMAN] = DEMO_ACCOUNTS;

const PEOPLE: Record<DemoEmail, Person> = {
  [COMPLETE.email]: {
    id: 1234,
    firstName: "John",
    lastName: "Doe",
    phone: "0123456789",
    phoneVerifiedAt: new Date("2024-01-01T00:00:00Z"),
    gender: "male",
    dateOfBirth: new Date("2000-01-01"),
    emailAllowed: true,
    smsAllowed: true,
    callAllowed: null,
    languageCode: "en-us",
    attributes: {
      register_client_type: "default",
      logged_ip: "",
      kvkk_flat_page_version: "999",
      confirm: true,
      ...JOINED,
    },
    dateJoined: new Date("2024-01-01T00:00:00Z"),
    activeSegmentId: 107,
    segments: [107, 108, 112],
  },
  [NEW.email]: {
    id: 6471,
    firstName: "John",
    languageCode: "en-us",
    attributes: { register_client_type: "anonymous", logged_ip: "", kvkk_flat_page_version: "000", confirm: true },
    segments: [],
  },
  [TURKISH.email]: {
    id: 6472,
    firstName: "Can",
    lastName: "Yılmaz",
    phone: "0532 123 45 67",
    phoneVerifiedAt: new Date("2024-05-01T09:00:00Z"),
    gender: "male",
    dateOfBirth: new Date("1990-05-15"),
    emailAllowed: false,
    smsAllowed: true,
    callAllowed: false,
    languageCode: "tr-tr",
    attributes: {
      register_client_type: "mobile",
      logged_ip: "",
      kvkk_flat_page_version: "101",
      confirm: false,
      ...JOINED,
    },
    dateJoined: new Date("2023-06-01T12:30:45.123Z"),
    activeSegmentId: 110,
    segments: [107, 110],
  },
  [ARABIC.email]: {
    id: 6473,
    firstName: "يحيى",
    lastName: "الغامدي",
    phone: "+966123457799",
    phoneVerifiedAt: new Date("2025-05-30T07:45:21Z"),
    gender: "male",
    dateOfBirth: new Date("1990-12-10"),
    emailAllowed: false,
    smsAllowed: false,
    callAllowed: null,
    languageCode: "ar-sa",
    attributes: { register_client_type: "default", ...JOINED },
    dateJoined: new Date("2025-05-30T07:45:20.915Z"),
    activeSegmentId: 111,
    segments: [107, 111],
  },
  [GERMAN.email]: {
    // Lower than the others, after which the ids of new customers begin.
    id: 6470,
    firstName: "Mia",
    lastName: "Schneider",
    phone: "+49 151 23456789",
    phoneVerifiedAt: new Date("2025-09-14T16:20:00Z"),
    gender: "female",
    dateOfBirth: new Date("1987-03-22"),
    emailAllowed: true,
    smsAllowed: null,
    callAllowed: false,
    languageCode: "de-de",
    attributes: { register_client_type: "default" },
    dateJoined: new Date("2025-09-14T16:11:02.301Z"),
    segments: [107],
  },
};

/** The consent ledger of a person who answered each question when registering, to that year's wording. */
function receiptsOf({ emailAllowed, smsAllowed, callAllowed, dateJoined }: Omit<Person, "id" | "segments" | "phone">) {
  const at = dateJoined ?? new Date();
  const answers = { email: emailAllowed, sms: smsAllowed, call: callAllowed };
  return (["email", "sms", "call"] as const).flatMap((channel) => {
    const newValue = answers[channel] ?? null;
    if (newValue === null) return [];
    return [{ channel, newValue, at, wordingVersion: `${at.getUTCFullYear()}-01`, source: "registration" }];
  });
}

/** Milliseconds, for one person or member: a busy machine, or one far away, takes longer than Prisma's five seconds. */
const SEEDING = { timeout: 60_000, maxWait: 60_000 };

/**
 * Adds the demo store's price lists, segments, people, loyalty programme and members where they are missing. It leaves
 * existing rows alone, so seeding again loses nothing.
 */
export async function seed(db: Db): Promise<void> {
  const people = Object.entries(PEOPLE);
  // By id as well: a demo customer may have changed their address.
  const found = await db.customer.findMany({
    where: {
      OR: [{ emailCanonical: { in: people.map(([email]) => email) } }, { id: { in: people.map(([, { id }]) => id) } }],
    },
    select: { emailCanonical: true, id: true },
  });
  const known = new Set(found.flatMap(({ emailCanonical, id }) => [emailCanonical, id]));
  const missing = people.filter(([email, { id }]) => !known.has(email) && !known.has(id));
  const passwordHash = missing.length > 0 ? await hashPassword(DEMO_PASSWORD) : "";

  // A transaction for each: with the database far away, all of it together takes longer than one may.
  await db.priceList.createMany({ data: PRICE_LISTS, skipDuplicates: true });
  await db.segment.createMany({ data: SEGMENTS, skipDuplicates: true });
  for (const [email, person] of missing) {
    await transact(db, (transaction) => addPerson(transaction, email, person, passwordHash), SEEDING);
  }
  const setting = { name: "CUSTOMER_LOYALTY_CARD_SERVICE", value: LOYALTY };
  await db.setting.createMany({ data: [setting], skipDuplicates: true });
  await seedLoyaltyMembers(db, new Date(), SEEDING);
  // The rows above have explicit ids: the sequences continue after them.
  for (const table of ["price_list", "segment", "customer"]) {
    await db.$executeRawUnsafe(
      `SELECT setval(pg_get_serial_sequence('${table}', 'id'), GREATEST((SELECT MAX(id) FROM ${table}), 1))`,
    );
  }
}

/** Adds somebody who is like one of the demo's people but for these fields; without a number, they have none either. */
export async function seedDouble(
  db: Db,
  of: DemoEmail,
  { email, phone, languageCode, passwordHash }: Record<"email" | "phone" | "languageCode" | "passwordHash", string>,
): Promise<void> {
  const { id: _, ...person } = PEOPLE[of];
  const own = { ...person, languageCode, phone: person.phone ? phone : null };
  await transact(
    db,
    async (transaction) => {
      await addPerson(transaction, email, own, passwordHash);
      await seedMemberLike(transaction, of, email, new Date());
    },
    SEEDING,
  );
}

async function addPerson(
  db: DbTransaction,
  email: string,
  { segments, phone = null, ...person }: Omit<Person, "id"> & { id?: number },
  passwordHash: string,
): Promise<void> {
  await db.customer.create({
    data: {
      ...person,
      email,
      emailCanonical: email,
      verifiedEmail: email,
      phone,
      phoneCanonical: phone && canonicalPhone(phone, "TR"),
      ...randomUsername(),
      passwordHash,
      memberships: { create: segments.map((segmentId) => ({ segmentId })) },
      consentEvents: { create: receiptsOf(person) },
    },
  });
}
