import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { changeFields, type Distortion, NO_POINTS, type ServedResponse } from "@/lib/testing/faulty-service";

/* What lib/testing/voucherify-server.ts answers, in the vendor's shapes. */

export type Customer = {
  id: string;
  source_id: string | null;
  created_at: string;
  /** Not there until the first change. */
  updated_at?: string;
  fields: Record<string, unknown>;
};
export type Member = {
  id: string;
  customer_id: string;
  status: "ACTIVE" | "INACTIVE";
  created_at: string;
  updated_at: string | null;
  card: { id: string; code: string | null };
};
export type Transaction = {
  id: string;
  memberId: string;
  type: string;
  total: number;
  status: string;
  date: string | null;
  created_at: string;
};

export type Levels = { current: string; next: { name: string; points: number } };

const CARD_DEFINITION = { card_definition_id: "lcdef_128f495f720c4bec8c", card_type: "INDIVIDUAL" };
const PROGRAM = { program_id: "lprg_128f58429f4c4bf7b2" };

const zeros = (names: string) => Object.fromEntries(names.split(" ").map((name) => [name, 0]));
const REDEMPTIONS =
  "total_redeemed total_failed total_succeeded total_rolled_back total_rollback_failed total_rollback_succeeded";

/** Phones come back written for people. */
export function customerView({ fields, ...customer }: Customer) {
  const { phone } = fields;
  const spaced = typeof phone === "string" && parsePhoneNumberFromString(phone, "TR")?.formatInternational();
  return {
    ...customer,
    ...fields,
    ...(spaced ? { phone: spaced } : {}),
    metadata: fields.metadata ?? {},
    system_metadata: {},
    summary: {
      redemptions: {
        ...zeros(REDEMPTIONS),
        gift: zeros("redeemed_amount amount_to_go"),
        loyalty_card: zeros("redeemed_points points_to_go"),
      },
      orders: zeros("total_amount total_count average_amount last_order_amount"),
    },
    loyalty: { points: 0, referred_customers: 0, campaigns: {} },
    referrals: { total: 0, campaigns: [] },
    object: "customer",
  };
}

export function memberView({ card: _card, ...member }: Member) {
  return { ...member, ...PROGRAM, metadata: {}, object: "member" };
}

export function memberWithCards(member: Member, transactions: Transaction[]) {
  const approved = transactions.filter(({ memberId, status }) => memberId === member.id && status === "APPROVED");
  const sum = (isPending: boolean) =>
    approved
      .filter(({ type }) => (type === "PENDING_POINTS_ADDED") === isPending)
      .reduce((points, { total }) => points + total, 0);
  const [points, pending] = [sum(false), sum(true)];
  const card = {
    ...member.card,
    ...CARD_DEFINITION,
    lifetime_bucket: {
      points: {
        ...zeros("earned purchased purchased_reversed subtracted expired spent refunded returned locked unlocked"),
        total: points,
        added: points,
      },
      pending_points: { total: pending, activated: 0, canceled: 0 },
    },
    balance: { points, pending_points: pending },
    next_expiration: points > 0 ? { points, date: "2099-08-08" } : null,
    next_activation: null,
    object: "card",
  };
  const line = { member_role: "OWNER", created_at: member.created_at, card, object: "member_card" };
  return { ...memberView(member), cards: [line] };
}

export function tierProgress(levels: Levels | null) {
  const tier = (name: string) => ({ id: "lt_128f4a88414c4bed6a", name });
  return {
    current: levels && { tier: tier(levels.current), start_at: null, expires_at: null, points: null },
    tier_structure: null,
    deferred: [],
    risks: [],
    opportunities: levels ? [{ valid_until: null, tier: tier(levels.next.name), points: levels.next.points }] : [],
    object: "member_tier_progress",
  };
}

export function transactionView({ memberId, total, date, ...transaction }: Transaction, { card }: Member) {
  return {
    ...transaction,
    ...CARD_DEFINITION,
    ...PROGRAM,
    card_id: card.id,
    member_id: memberId,
    details: { reason: "By hand", rejection: null, metadata: {}, points: { total, ...(date ? { date } : {}) } },
    updated_at: null,
    object: "card_transaction",
  };
}

export function ok(body: object): ServedResponse {
  return { status: 200, body };
}

export function refuse(status: number, key: string, more: object = {}): ServedResponse {
  const body = { code: status, key, message: key, details: key, request_id: "v-12bdef050f2cb1ef71", ...more };
  return { status, body };
}

export function unknown(type: string, id: string): ServedResponse {
  const details = `Cannot find ${type} with id ${id}`;
  return refuse(404, "not_found", { details, resource_id: id, resource_type: type });
}

/** Somebody else's record is whole: their ids, their phone, their address. */
export function distort(response: ServedResponse, how: Distortion): ServedResponse {
  const body = changeFields(response.body, (name, field) => {
    if (how !== "other_account") return name === "points" && typeof field === "number" ? NO_POINTS[how] : field;
    if (typeof field !== "string") return field;
    if (name === "email") return "somebody.else@example.com";
    if (name === "phone") return "+90 532 000 00 00";
    if (name === "source_id") return "somebody-else";
    return /^(lmbr|lcrd)_/.test(field) ? `${field.slice(0, 5)}00ff00ff00ff` : field.replace(/^cust_.*/, "cust_other");
  });
  return { ...response, body };
}
