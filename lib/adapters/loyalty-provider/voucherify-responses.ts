import { z } from "zod";
import {
  type LedgerEntry,
  type LoyaltyAccount,
  type LoyaltyBalance,
  type LoyaltyMember,
  LoyaltyUnavailableError,
} from "@/lib/adapters/loyalty-provider/port";
import { shortText, wholePoints } from "@/lib/adapters/loyalty-provider/responses";

/* Voucherify's shapes as far as they are used. Vendor's description: "Customers" (v1) and "Loyalties v2". */

export const memberResponse = z.object({
  id: z.string().regex(/^lmbr_[a-f0-9]+$/),
  customer_id: z.string().regex(/^cust_[a-zA-Z0-9]+$/),
  status: z.enum(["ACTIVE", "INACTIVE", "DELETED"]),
});
export type MemberResponse = z.infer<typeof memberResponse>;

/** A shop's people edit metadata by hand: what is not as we write it counts as unknown. */
const metadata = z.object({
  first_name: shortText.optional().catch(undefined),
  last_name: shortText.optional().catch(undefined),
  gender: z.enum(["female", "male"]).nullable().default(null).catch(null),
  has_no_birthdate: z.boolean().default(false).catch(false),
  email_allowed: z.boolean().nullable().default(null).catch(null),
  sms_allowed: z.boolean().nullable().default(null).catch(null),
  call_allowed: z.boolean().nullable().default(null).catch(null),
});

export const customerResponse = z.object({
  id: z.string().regex(/^cust_[a-zA-Z0-9]+$/),
  source_id: shortText.nullish(),
  name: shortText.nullish(),
  email: shortText.nullish(),
  phone: shortText.nullish(),
  birthdate: z.iso.date().nullish(),
  metadata: metadata.nullish(),
});
export type CustomerResponse = z.infer<typeof customerResponse>;

const day = z.iso.date().transform((text) => new Date(text));
const cardResponse = z.object({
  id: z.string().regex(/^lcrd_[a-f0-9]+$/),
  card_definition_id: z.string(),
  // The code stays null until it is generated in the background; nothing here depends on it.
  balance: z.object({ points: wholePoints, pending_points: wholePoints }),
  next_expiration: z.object({ points: wholePoints, date: day }).nullable(),
});
type CardResponse = z.infer<typeof cardResponse>;

const tierName = z.object({ name: shortText.nullable() }).nullable();
const tierProgress = z.object({
  current: z.object({ tier: tierName }).nullable(),
  opportunities: z.array(z.object({ tier: tierName, points: z.number().min(0) })),
});

export const memberWithCards = memberResponse.extend({ cards: z.array(z.object({ card: cardResponse.nullable() })) });

export const membershipResponse = z.object({
  member: memberResponse,
  cards: z.array(z.object({ card: cardResponse.nullable(), tier_progress: tierProgress })),
});

/**
 * The card whose points are shown: of several, the one with the oldest definition, since a balance here is of one kind
 * of points. Their ids grow with time.
 * @throws LoyaltyUnavailableError when the member has none (yet)
 */
export function mainCard<Line extends { card: CardResponse | null }>(cards: Line[]): Line & { card: CardResponse } {
  const [first] = cards
    .filter((line): line is Line & { card: CardResponse } => line.card !== null)
    .sort((left, right) => (left.card.card_definition_id < right.card.card_definition_id ? -1 : 1));
  if (!first) throw new LoyaltyUnavailableError("the member has no card");
  return first;
}

export function toBalance(membership: z.infer<typeof membershipResponse>): LoyaltyBalance {
  const { card, tier_progress: progress } = mainCard(membership.cards);
  const name = progress.current?.tier?.name;
  const next = progress.opportunities
    .flatMap(({ tier, points }) => (tier?.name ? [{ name: tier.name, missingPoints: Math.ceil(points) }] : []))
    .sort((left, right) => left.missingPoints - right.missingPoints);
  const expiring = card.next_expiration;
  return {
    points: card.balance.points,
    owedPoints: null,
    pendingPoints: card.balance.pending_points,
    expiring: expiring && expiring.points > 0 ? { points: expiring.points, at: expiring.date } : null,
    tier: name ? { name, next: next[0] ?? null } : null,
  };
}

/** Empty texts are how a field is taken back: see `toCustomer`. */
export function toAccount(member: MemberResponse, customer: CustomerResponse): LoyaltyAccount {
  const own = customer.metadata ?? metadata.parse({});
  return {
    accountNumber: member.id,
    isActive: member.status === "ACTIVE",
    ...namesOf(customer.name ?? "", own),
    phone: customer.phone || null,
    email: customer.email || null,
    gender: own.gender,
    dateOfBirth: own.has_no_birthdate ? null : (customer.birthdate ?? null),
    emailAllowed: own.email_allowed,
    smsAllowed: own.sms_allowed,
    callAllowed: own.call_allowed,
  };
}

/** Our two names, unless somebody has changed the one name there since. */
function namesOf(name: string, own: z.infer<typeof metadata>): Pick<LoyaltyMember, "firstName" | "lastName"> {
  const { first_name: firstName = "", last_name: lastName = "" } = own;
  if (fullName(firstName, lastName) === name) return { firstName, lastName };
  const words = name.trim().split(/\s+/);
  return words.length > 1
    ? { firstName: words.slice(0, -1).join(" "), lastName: words.at(-1) ?? "" }
    : { firstName: name.trim(), lastName: "" };
}

function fullName(firstName: string, lastName: string): string {
  return `${firstName} ${lastName}`.trim();
}

/**
 * A customer's record has one name, neither gender nor consents, and no way to say "none": those go into the metadata,
 * and a field is taken back by an empty text, a birth date by a mark. @param isNew leaves out what there is nothing to
 * take back of
 */
export function toCustomer(member: LoyaltyMember, { isNew }: { isNew: boolean }) {
  const taken = isNew ? undefined : "";
  return {
    name: fullName(member.firstName, member.lastName),
    email: member.email ?? taken,
    phone: member.phone ?? taken,
    birthdate: member.dateOfBirth ?? undefined,
    metadata: {
      ...member.attributes,
      first_name: member.firstName,
      last_name: member.lastName,
      gender: member.gender,
      has_no_birthdate: member.dateOfBirth === null,
      email_allowed: member.emailAllowed,
      sms_allowed: member.smsAllowed,
      call_allowed: member.callAllowed,
    },
  };
}

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const total = z.object({ total: z.int() });

export const transactionsResponse = z.object({
  data: z.array(
    z.object({
      id: shortText.min(1),
      card_id: z.string(),
      member_id: z.string(),
      type: z.string(),
      status: z.string(),
      created_at: time,
      details: z
        .object({
          reason: z.string().nullish(),
          points: total.extend({ expiration_date: day.nullish(), date: day.optional() }).optional(),
          bucket: z.object({ points: total }).optional(),
        })
        .nullable(),
    }),
  ),
  cursor: z.object({ next: z.string() }).nullable(),
});
export type Transaction = z.infer<typeof transactionsResponse>["data"][number];

/** By their type; 0 leaves the sign to them. What a later version adds is an adjustment. */
const KINDS: Record<string, { kind: LedgerEntry["kind"]; sign: 1 | -1 | 0 }> = {
  POINTS_EARNED: { kind: "earn", sign: 1 },
  PENDING_POINTS_ACTIVATED: { kind: "earn", sign: 1 },
  POINTS_SPENT_ON_REWARD: { kind: "spend", sign: -1 },
  POINTS_SPENT_ON_ORDER: { kind: "spend", sign: -1 },
  POINTS_PURCHASE_REVERSED: { kind: "reverse", sign: -1 },
  POINTS_REFUNDED: { kind: "reverse", sign: 1 },
  POINTS_RETURNED: { kind: "reverse", sign: 1 },
  POINTS_EXPIRED: { kind: "expire", sign: -1 },
  ADMIN_POINTS_EXPIRATION: { kind: "expire", sign: -1 },
  POINTS_PURCHASED: { kind: "adjust", sign: 1 },
  ADMIN_CREDIT: { kind: "adjust", sign: 1 },
  ADMIN_DEBIT: { kind: "adjust", sign: -1 },
};

/**
 * Their transactions as a ledger, newest first; the balance after each is computed backwards. Left out are those not
 * approved, and pending points whose day has come, was called off, or has no date: they are shown once they count.
 * @returns with the balance before the oldest, to go on from
 */
export function toLedger(transactions: Transaction[], balance: number, now: Date) {
  const entries: LedgerEntry[] = [];
  let left = balance;
  for (const { id, type, status, created_at: at, details } of transactions) {
    if (status !== "APPROVED") continue;
    const line = { id, at, description: details?.reason ?? "", expiresAt: details?.points?.expiration_date ?? null };
    const amount = details?.points?.total ?? details?.bucket?.points.total ?? 0;
    if (type === "PENDING_POINTS_CANCELED") continue;
    if (type === "PENDING_POINTS_ADDED") {
      const availableAt = details?.points?.date ?? null;
      if (availableAt === null || availableAt <= now) continue;
      entries.push({ ...line, kind: "earn", points: amount, balance: left, availableAt });
      continue;
    }
    const { kind, sign } = KINDS[type] ?? { kind: "adjust", sign: 0 };
    const points = sign === 0 ? amount : sign * Math.abs(amount);
    entries.push({ ...line, kind, points, balance: left, availableAt: null });
    left -= points;
  }
  return { entries, balance: left };
}
