import { randomBytes } from "node:crypto";
import { insertEmailLink, type NewEmailLink } from "@/lib/credentials/store";
import type { Deps } from "@/lib/deps";
import type { EmailLinkPurpose } from "@/lib/generated/prisma/client";
import type { DbTransaction } from "@/lib/platform/db";
import { contactKey, type LimitPoint } from "@/lib/platform/limits";
import { sha256 } from "@/lib/platform/secrets";

/* Links that are sent to people. Each leads to a page with a button: looking at it changes nothing. */

const HOUR_SECONDS = 3600;
/** An undo's token is shorter, for an SMS; both are beyond guessing. */
const TOKEN_BYTES = { password_reset: 32, email_change: 32, email_confirmation: 32, undo: 16 };

type Link = Omit<NewEmailLink, "tokenHash" | "createdAt" | "expiresAt" | "email" | "former"> &
  Partial<Pick<NewEmailLink, "email" | "former">>;

/** Stores a link. Older ones of the same purpose end, except an undo's. @returns its token, hex, this once */
export async function createLink(transaction: DbTransaction, deps: Deps, link: Link): Promise<string> {
  const token = randomBytes(TOKEN_BYTES[link.purpose]).toString("hex");
  const createdAt = deps.now();
  const expiresAt = new Date(createdAt.getTime() + lifeSeconds(deps, link.purpose) * 1000);
  await insertEmailLink(transaction, {
    email: null,
    former: null,
    ...link,
    tokenHash: sha256(token),
    createdAt,
    expiresAt,
  });
  return token;
}

/** How long a link works, for the text that says so: in hours, or in days where it is a matter of days. */
export function lifeOf(deps: Deps, purpose: EmailLinkPurpose): { hours: number; days: number } {
  const hours = Math.max(1, Math.round(lifeSeconds(deps, purpose) / HOUR_SECONDS));
  return { hours, days: Math.max(1, Math.round(hours / 24)) };
}

function lifeSeconds({ env }: Deps, purpose: EmailLinkPurpose): number {
  const life = {
    password_reset: env.PASSWORD_RESET_SECONDS,
    email_change: env.EMAIL_CHANGE_SECONDS,
    email_confirmation: env.EMAIL_CONFIRMATION_SECONDS,
    undo: env.UNDO_SECONDS,
  };
  return life[purpose];
}

/** What the page for a new password takes. @param token of a link for one */
export function resetKey(customerId: number, token: string): string {
  return `${customerId.toString(36)}-${token}`;
}

export function parseResetKey(key: string): { customerId: number; tokenHash: string } {
  const [uid = "", token = ""] = key.split("-");
  return { customerId: Number.parseInt(uid, 36), tokenHash: sha256(token) };
}

/** What a mail to this address counts against, whoever asks for it. */
export function mailLimit(emailCanonical: string): LimitPoint {
  return ["mailsPerAddress", contactKey(emailCanonical)];
}

/** The same for a link for a new password: guests ask for these, and use up nothing else that the address gets. */
export function resetLimit(emailCanonical: string): LimitPoint {
  return ["mailsPerAddress", `reset:${contactKey(emailCanonical)}`];
}
