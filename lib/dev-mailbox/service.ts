import { setTimeout as sleep } from "node:timers/promises";
import { canonicalEmail } from "@/lib/contact/email-rules";
import { canonicalPhone } from "@/lib/contact/phone-rules";
import type { Deps } from "@/lib/deps";
import { type DevMessagesQuery, waitSeconds } from "@/lib/dev-mailbox/schema";
import { type DevMessageRow, deleteDevMessages, readDevMessages } from "@/lib/dev-mailbox/store";
import { AppError } from "@/lib/platform/errors";

const LOOK_EVERY_MS = 50;
/** Sequences begin at 1: every message is newer. */
const BEGINNING = 0n;

/**
 * Every SMS and mail that was "sent", newest first. @param wanted.to a phone number in any spelling or an email address
 * @param wanted.wait for how many seconds to wait for the first
 * @throws AppError `not_found` in production
 */
export async function listDevMessages(deps: Deps, wanted: DevMessagesQuery): Promise<DevMessageRow[]> {
  const filter = {
    to: recipientOf(deps, wanted.to),
    after: /^\d{1,18}$/.test(wanted.since ?? "") ? BigInt(wanted.since ?? 0) : BEGINNING,
    purpose: wanted.purpose?.replaceAll("\0", "") ?? null,
  };
  for (const deadline = performance.now() + waitSeconds(wanted) * 1000; ; ) {
    const messages = await readDevMessages(deps.db, filter, deps.now());
    if (messages.length > 0 || performance.now() >= deadline) return messages;
    await sleep(LOOK_EVERY_MS);
  }
}

/** Empties the mailbox, or that of one recipient. @throws AppError `not_found` in production */
export async function emptyDevMailbox(deps: Deps, to: string | undefined): Promise<void> {
  await deleteDevMessages(deps.db, recipientOf(deps, to));
}

/** Null for everybody. */
function recipientOf({ env }: Deps, written: string | undefined): string | null {
  if (env.APP_MODE === "production") throw new AppError("not_found");
  if (written === undefined) return null;
  // A plus sign arrives as a blank when an address bar's text was not encoded.
  const text = written.replace(/^ (?=\d)/, "+");
  // The database takes no NUL, and no recipient has one.
  return canonicalPhone(text, env.DEFAULT_PHONE_REGION) ?? canonicalEmail(text.replaceAll("\0", ""));
}
