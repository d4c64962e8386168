import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { changeFields, type Distortion, type Reply } from "@/lib/testing/faulty-service";

/* What lib/testing/voucherify-server.ts answers, in the vendor's shapes. */

export type Customer = {
  id: string;
  source_id: string | null;
  created_at: string;
  /** Not there until the first change. */
  updated_at?: string;
  fields: Record<string, unknown>;
};
export type Card = { id: string; code: string | null };

export const CARD_DEFINITION = "lcdef_128f495f720c4bec8c";

/** Phones come back written for people. */
export function customerView({ fields, ...customer }: Customer) {
  const phone = typeof fields.phone === "string" ? fields.phone : undefined;
  const parsed = phone && parsePhoneNumberFromString(phone, { defaultCountry: "TR" as CountryCode });
  return {
    ...customer,
    ...fields,
    ...(phone === undefined ? {} : { phone: parsed ? parsed.formatInternational() : phone }),
    metadata: fields.metadata ?? {},
    system_metadata: {},
    summary: {
      redemptions: {
        total_redeemed: 0,
        total_failed: 0,
        total_succeeded: 0,
        total_rolled_back: 0,
        total_rollback_failed: 0,
        total_rollback_succeeded: 0,
        gift: { redeemed_amount: 0, amount_to_go: 0 },
        loyalty_card: { redeemed_points: 0, points_to_go: 0 },
      },
      orders: { total_amount: 0, total_count: 0, average_amount: 0, last_order_amount: 0 },
    },
    loyalty: { points: 0, referred_customers: 0, campaigns: {} },
    referrals: { total: 0, campaigns: [] },
    object: "customer",
  };
}

export function cardView({ id, code }: Card, points: number, pending: number) {
  const counters = ["total", "earned", "added", "purchased", "purchased_reversed", "subtracted", "expired", "spent"];
  const more = ["refunded", "returned", "locked", "unlocked"];
  return {
    id,
    card_definition_id: CARD_DEFINITION,
    card_type: "INDIVIDUAL",
    code,
    lifetime_bucket: {
      points: { ...Object.fromEntries([...counters, ...more].map((name) => [name, 0])), total: points, added: points },
      pending_points: { total: pending, activated: 0, canceled: 0 },
    },
    balance: { points, pending_points: pending },
    next_expiration: points > 0 ? { points, date: "2099-08-08" } : null,
    next_activation: null,
    object: "card",
  };
}

export function ok(body: object): Reply {
  return { status: 200, body };
}

export function refuse(status: number, key: string, more: object = {}): Reply {
  return {
    status,
    body: { code: status, key, message: key, details: key, request_id: "v-12bdef050f2cb1ef71", ...more },
  };
}

export function unknown(type: string, id: string): Reply {
  return refuse(404, "not_found", {
    details: `Cannot find ${type} with id ${id}`,
    resource_id: id,
    resource_type: type,
  });
}

const NO_POINTS: Record<Exclude<Distortion, "other_account">, unknown> = {
  negative_points: -5,
  textual_points: "120",
  fractional_points: 1.5,
};

/** Somebody else's record is whole: his ids, his phone, his address. */
export function distort(reply: Reply, how: Distortion): Reply {
  const body = changeFields(reply.body, (name, field) => {
    if (how !== "other_account") return name === "points" && typeof field === "number" ? NO_POINTS[how] : field;
    if (typeof field !== "string") return field;
    if (name === "email") return "somebody.else@example.com";
    if (name === "phone") return "+90 532 000 00 00";
    if (name === "source_id") return "somebody-else";
    return /^(lmbr|lcrd)_/.test(field) ? `${field.slice(0, 5)}00ff00ff00ff` : field.replace(/^cust_.*/, "cust_other");
  });
  return { ...reply, body };
}
