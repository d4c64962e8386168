import { canonicalPhone } from "@/lib/contact/phone-rules";
import type { DemoEmail } from "@/lib/demo-accounts";
import type { Prisma } from "@/lib/generated/prisma/client";
import { transact } from "@/lib/platform/database/transact";
import { DAY_MS } from "@/lib/platform/dates";
import type { Db, DbTransaction } from "@/lib/platform/db";
import { defaultExpiry, newAccountNumber } from "@/lib/points/rules";

/* The members of the demo's embedded programme, with a year of points behind them. */

/** A ledger line. Times are in days from now, negative in the past. */
type Line = {
  day: number;
  points: number;
  description: string;
  kind?: "welcome" | "reverse";
  availableIn?: number;
  expiresIn?: number;
  /** The index of the line that this one reverses. */
  reverses?: number;
};

type DemoMember = {
  /** Short and unique: part of keys and references. */
  key: string;
  email: DemoEmail;
  /** Whether the customer with this address has a card of this member. */
  hasCard: boolean;
  /** A member who is not the customer with this address. */
  somebodyElse?: { firstName: string; lastName: string; phone: string };
  lines: Line[];
};

const MEMBERS: DemoMember[] = [
  {
    key: "john",
    email: "john.doe@example.com",
    hasCard: true,
    lines: [
      { day: -340, points: 100, kind: "welcome", description: "" },
      { day: -331, points: 180, description: "Order 100482" },
      { day: -290, points: 240, description: "Order 100907" },
      { day: -251, points: -200, description: "Voucher for order 101233" },
      { day: -250, points: 95, description: "Order 101233" },
      { day: -198, points: 310, description: "Order 101870" },
      { day: -160, points: -150, description: "Voucher for order 102214" },
      { day: -158, points: 150, kind: "reverse", reverses: 6, description: "Order 102214 was cancelled" },
      { day: -120, points: 260, description: "Order 102655" },
      { day: -84, points: -300, description: "Voucher for order 103017" },
      { day: -63, points: 185, description: "Order 103391" },
      { day: -9, points: 150, expiresIn: 21, description: "A gift for your birthday" },
      { day: -2, points: 75, availableIn: 12, description: "Order 104120" },
    ],
  },
  {
    key: "can",
    email: "can.yilmaz@example.com",
    hasCard: true,
    lines: [
      { day: -350, points: 100, kind: "welcome", description: "" },
      { day: -340, points: 520, description: "Sipariş 100391" },
      { day: -300, points: 640, description: "Sipariş 100813" },
      { day: -270, points: -500, description: "Sipariş 101064 için indirim" },
      { day: -210, points: 480, description: "Sipariş 101702" },
      { day: -150, points: -400, description: "Sipariş 102301 için indirim" },
      { day: -149, points: 360, description: "Sipariş 102301" },
      { day: -90, points: 290, description: "Sipariş 102944" },
      { day: -60, points: -250, description: "Sipariş 103420 için indirim" },
      { day: -45, points: 120, description: "Sipariş 103588" },
      { day: -40, points: -120, kind: "reverse", reverses: 9, description: "Sipariş 103588 iade edildi" },
      { day: -30, points: 410, description: "Sipariş 103777" },
      { day: -12, points: 60, expiresIn: 10, description: "Hafta sonu kampanyası" },
      { day: -3, points: 80, availableIn: 11, description: "Sipariş 104098" },
    ],
  },
  {
    key: "yahya",
    email: "yahya.alghamdi@example.com",
    hasCard: true,
    lines: [
      { day: -150, points: 100, kind: "welcome", description: "" },
      { day: -141, points: 120, description: "الطلب 102377" },
      { day: -97, points: -80, description: "قسيمة للطلب 102861" },
      { day: -52, points: 90, description: "الطلب 103502" },
      { day: -20, points: 35, expiresIn: 14, description: "هدية" },
      { day: -4, points: 40, availableIn: 10, description: "الطلب 104077" },
    ],
  },
  {
    key: "mia",
    email: "mia.schneider@example.com",
    hasCard: false,
    lines: [
      { day: -300, points: 100, kind: "welcome", description: "" },
      { day: -280, points: 380, description: "Bestellung 100960" },
      { day: -215, points: 460, description: "Bestellung 101655" },
      { day: -140, points: -150, description: "Gutschein für Bestellung 102390" },
      { day: -96, points: 300, description: "Bestellung 102872" },
      { day: -33, points: 150, description: "Bestellung 103731" },
    ],
  },
  {
    key: "newton",
    email: "john.new@example.com",
    hasCard: false,
    somebodyElse: { firstName: "Joanna", lastName: "Newton", phone: "0530 111 22 33" },
    lines: [
      { day: -200, points: 100, kind: "welcome", description: "" },
      { day: -180, points: 250, description: "Order 102015" },
    ],
  },
];

/**
 * Adds the demo's members where they are missing: three with a card; Mia, who has no card in the store yet; and someone with
 * John's address and another phone.
 */
export async function seedLoyaltyMembers(
  db: Db,
  now: Date,
  options: { timeout: number; maxWait: number },
): Promise<void> {
  for (const member of MEMBERS) await transact(db, (transaction) => seedMember(transaction, member, now), options);
}

/** Adds the membership that a demo customer has for somebody like them. @param email of a customer */
export async function seedMemberLike(db: DbTransaction, of: DemoEmail, email: string, now: Date): Promise<void> {
  const member = MEMBERS.find((one) => one.email === of && !one.somebodyElse);
  if (member) await seedMember(db, { ...member, key: email, email }, now);
}

async function seedMember(
  db: DbTransaction,
  member: Omit<DemoMember, "email"> & { email: string },
  now: Date,
): Promise<void> {
  const creationKey = `demo-${member.key}`;
  const customer = await db.customer.findUnique({
    where: { verifiedEmail: member.email },
    include: { loyaltyCard: true },
  });
  // Customers who made a card of their own, or left the programme, are left alone.
  if (!customer || customer.loyaltyCard) return;
  if (await db.loyaltyMember.findUnique({ where: { creationKey } })) return;
  const { firstName, lastName, phone } = member.somebodyElse ?? customer;
  const { gender, dateOfBirth, emailAllowed, smsAllowed, callAllowed } = customer;
  const isHimself = !member.somebodyElse;
  const joinedAt = dayOf(now, member.lines[0]?.day ?? 0);
  const { id, accountNumber } = await db.loyaltyMember.create({
    data: {
      ...(isHimself ? { gender, dateOfBirth, emailAllowed, smsAllowed, callAllowed } : {}),
      firstName,
      lastName,
      phone,
      phoneCanonical: phone && canonicalPhone(phone, "TR"),
      email: member.email,
      emailCanonical: member.email,
      accountNumber: newAccountNumber(),
      creationKey,
      joinedAt,
    },
  });
  await seedLedger(db, id, member, now);
  if (!member.hasCard) return;
  const card = { customerId: customer.id, provider: "embedded", accountNumber, number: phone ?? "" };
  await db.loyaltyCard.create({ data: { ...card, createdAt: joinedAt, modifiedAt: joinedAt } });
}

async function seedLedger(
  db: DbTransaction,
  memberId: bigint,
  { key, lines }: Pick<DemoMember, "key" | "lines">,
  now: Date,
): Promise<void> {
  const ids: bigint[] = [];
  for (const [index, line] of lines.entries()) {
    const reference = line.kind === "welcome" ? `welcome:${memberId}` : `event:demo-${key}-${index}`;
    const reversesId = line.reverses === undefined ? null : (ids[line.reverses] ?? null);
    const { id } = await db.loyaltyEntry.create({ data: { ...entryOf(line, now), memberId, reference, reversesId } });
    ids.push(id);
  }
}

function entryOf(
  { day, points, description, kind, availableIn, expiresIn }: Line,
  now: Date,
): Omit<Prisma.LoyaltyEntryUncheckedCreateInput, "memberId" | "reference"> {
  const at = dayOf(now, day);
  const availableAt = availableIn === undefined ? null : dayOf(now, availableIn);
  const expiresAt = expiresIn === undefined ? defaultExpiry(at, availableAt) : dayOf(now, expiresIn);
  return {
    kind: kind ?? (points > 0 ? "earn" : "spend"),
    points,
    description,
    at,
    availableAt,
    expiresAt: points > 0 ? expiresAt : null,
  };
}

function dayOf(now: Date, days: number): Date {
  return new Date(now.getTime() + days * DAY_MS);
}
