import { headers } from "next/headers";
import type { PendingPhone } from "@/components/profile/pending-phone-note";
import { findSessionHolder, guestOf } from "@/lib/auth/actor-service";
import { formatPhone } from "@/lib/contact/phone-rules";
import { getDeps } from "@/lib/deps";
import { AppError } from "@/lib/platform/errors";
import { parseCookies } from "@/lib/platform/http/cookies";
import type { Purpose, VerificationResponse } from "@/lib/verification/schema";
import { getOpenVerification } from "@/lib/verification/service";
import { toVerificationResponse } from "@/lib/verification/view";
import { findCustomer, type SignedIn } from "./signed-in";

/**
 * A challenge as a page shows it. `number` is whole where this session has typed it, masked where it was on file;
 * `renderedAt` corrects a wrong clock in the browser.
 */
type OpenVerification = { verification: VerificationResponse; number: string; renderedAt: string };

/** The challenge open in this request's session, a guest's too; null for none. */
export async function findOpenVerification(purpose: Purpose): Promise<OpenVerification | null> {
  const requestHeaders = await headers();
  const deps = await getDeps();
  return nullIfNone(async () => {
    const holder = await findSessionHolder(deps, guestOf(parseCookies(requestHeaders.get("cookie"))));
    if (!holder) return null;
    const row = await getOpenVerification(deps, holder, purpose);
    const verification = toVerificationResponse(row);
    const isOnFile = row.phone === (await findCustomer())?.customer.phoneCanonical;
    const number = isOnFile ? verification.phone_masked : formatPhone(row.phone, deps.env.DEFAULT_PHONE_REGION);
    return { verification, number, renderedAt: deps.now().toISOString() };
  });
}

/** The phone challenge open in this session, as the contact card shows it; null for none. */
export function findPendingPhone({ actor, customer, deps }: SignedIn): Promise<PendingPhone | null> {
  return nullIfNone(async () => {
    const row = await getOpenVerification(deps, actor, "phone_change");
    const ofAnotherNumber = customer.phoneCanonical === null ? "first" : "change";
    const isOnFile = row.phone === customer.phoneCanonical;
    return {
      number: isOnFile
        ? toVerificationResponse(row).phone_masked
        : formatPhone(row.phone, deps.env.DEFAULT_PHONE_REGION),
      purpose: isOnFile ? "consents" : ofAnotherNumber,
      secondsLeft: Math.max(0, (row.expiresAt.getTime() - deps.now().getTime()) / 1000),
    };
  });
}

async function nullIfNone<T>(find: () => Promise<T>): Promise<T | null> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof AppError && (error.code === "not_found" || error.code === "session_ambiguous")) return null;
    throw error;
  }
}
