import { canonicalEmail } from "@/lib/contact/email-rules";
import { canonicalPhone } from "@/lib/contact/phone-rules";
import type { Deps } from "@/lib/deps";
import { type DevMessageRow, readDevMessages } from "@/lib/dev-mailbox/store";
import { AppError } from "@/lib/platform/errors";

/**
 * Every SMS and mail that was "sent", newest first. @param to a phone number in any spelling or an email address; null
 * for all
 * @throws AppError `not_found` in production
 */
export async function listDevMessages(deps: Deps, to: string | null): Promise<DevMessageRow[]> {
  if (deps.env.APP_MODE === "production") throw new AppError("not_found");
  return readDevMessages(deps.db, to === null ? null : recipient(to, deps.env.DEFAULT_PHONE_REGION));
}

function recipient(written: string, region: string): string {
  // A plus sign arrives as a blank when an address bar's text was not encoded.
  const text = written.replace(/^ (?=\d)/, "+");
  // The database takes no NUL, and no recipient has one.
  return canonicalPhone(text, region) ?? canonicalEmail(text.replaceAll("\0", ""));
}
