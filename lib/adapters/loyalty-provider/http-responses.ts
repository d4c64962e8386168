import { z } from "zod";
import type { LedgerPage, LoyaltyAccount, LoyaltyBalance, LoyaltyMember } from "@/lib/adapters/loyalty-provider/port";
import { accountNumber, shortText, wholePoints } from "@/lib/adapters/loyalty-provider/responses";

/* The shapes of docs/loyalty-http.md, and what they mean here. */

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const consent = z.boolean().nullish();

export const accountResponse = z.object({
  account_number: accountNumber,
  first_name: shortText.nullish(),
  last_name: shortText.nullish(),
  phone: shortText.nullish(),
  email: shortText.nullish(),
  gender: z.enum(["female", "male"]).nullish(),
  date_of_birth: z.iso.date().nullish(),
  email_allowed: consent,
  sms_allowed: consent,
  call_allowed: consent,
  is_active: z.boolean().nullish(),
});

export const balanceResponse = z.object({
  points: wholePoints,
  owed_points: wholePoints.nullish(),
  pending_points: wholePoints.nullish(),
  expiring: z.object({ points: wholePoints, at: time }).nullish(),
  tier: z
    .object({
      name: shortText.min(1),
      next: z.object({ name: shortText.min(1), missing_points: wholePoints }).nullish(),
    })
    .nullish(),
});

export const ledgerResponse = z.object({
  entries: z.array(
    z.object({
      id: shortText.min(1),
      at: time,
      kind: z.enum(["welcome", "earn", "spend", "reverse", "expire", "adjust"]),
      points: z.int(),
      balance: z.int(),
      description: shortText.nullish(),
      available_at: time.nullish(),
      expires_at: time.nullish(),
    }),
  ),
  next: shortText.min(1).nullish(),
});

export function toWire(member: LoyaltyMember) {
  return {
    first_name: member.firstName,
    last_name: member.lastName,
    phone: member.phone,
    email: member.email,
    gender: member.gender,
    date_of_birth: member.dateOfBirth,
    email_allowed: member.emailAllowed,
    sms_allowed: member.smsAllowed,
    call_allowed: member.callAllowed,
  };
}

export function toAccount(response: z.infer<typeof accountResponse>): LoyaltyAccount {
  return {
    accountNumber: response.account_number,
    firstName: response.first_name ?? "",
    lastName: response.last_name ?? "",
    phone: response.phone ?? null,
    email: response.email ?? null,
    gender: response.gender ?? null,
    dateOfBirth: response.date_of_birth ?? null,
    emailAllowed: response.email_allowed ?? null,
    smsAllowed: response.sms_allowed ?? null,
    callAllowed: response.call_allowed ?? null,
    isActive: response.is_active ?? true,
  };
}

export function toBalance(response: z.infer<typeof balanceResponse>): LoyaltyBalance {
  const { points, owed_points, pending_points, expiring, tier } = response;
  const next = tier?.next;
  return {
    points,
    owedPoints: owed_points ?? null,
    pendingPoints: pending_points ?? null,
    expiring: expiring ?? null,
    tier: tier
      ? { name: tier.name, next: next ? { name: next.name, missingPoints: next.missing_points } : null }
      : null,
  };
}

export function toLedgerPage({ entries, next }: z.infer<typeof ledgerResponse>): LedgerPage {
  return {
    entries: entries.map(({ description, available_at, expires_at, ...entry }) => ({
      ...entry,
      description: description ?? "",
      availableAt: available_at ?? null,
      expiresAt: expires_at ?? null,
    })),
    next: next ?? null,
  };
}
