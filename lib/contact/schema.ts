import { z } from "zod";
import { digitsAsText, presence, withAsciiDigits } from "@/lib/platform/fields";

/* Phone numbers and email addresses as people write, paste and scan them. */

/** What stands between digits: blanks, brackets, dots, slashes, tildes, every dash, and all that cannot be seen. */
const PUNCTUATION =
  /[\p{Zs}\p{Pd}\p{Cf}\t.()/[\]~\u2053\u2212\u223c\u30fc\uff08\uff09\uff0e\uff0f\uff3b\uff3d\uff5e]/gu;

/** @returns the number's digits as 0–9, behind a plus where one was written; null for what is no number */
export function digitsOf(written: string): string | null {
  const bare = written
    .replace(/^\s*tel:/i, "")
    .replaceAll(PUNCTUATION, "")
    .replace(/^\uff0b/, "+");
  return /^\+?\p{Nd}+$/u.test(bare) ? withAsciiDigits(bare) : null;
}

/** Marks of direction and blanks of no width: they come along unseen with what is copied from right-to-left text. */
const INVISIBLE_MARKS = /[\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** An address as it looks: without what cannot be seen in it, or before and behind it. */
export function visibleAddress(text: string): string {
  return text.replace(INVISIBLE_MARKS, "").trim();
}

/** What has a meaning in a URL, and none in the name of a host. */
const NOT_IN_A_HOST = /[\s\p{Cc}/?#@:\\[\]%]/u;
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/** A domain in the form in which equal ones are equal (UTS 46): lower-case ASCII. @returns null for what is none */
export function asciiDomain(domain: string): string | null {
  if (NOT_IN_A_HOST.test(domain) || !URL.canParse(`http://${domain}`)) return null;
  const { hostname } = new URL(`http://${domain}`);
  return hostname.length <= 253 && HOST.test(hostname) ? hostname : null;
}

/** A dot-atom (RFC 5322, 3.2.3) of at most 64 characters. */
const LOCAL_PART = /^(?=.{1,64}$)[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;

/** Mail providers whose name a Turkish keyboard turns into another domain, as gmaıl.com. */
const OFTEN_MISTYPED = /^(?:gmail|hotmail|outlook|icloud|yahoo|live|mail|gmx|protonmail)\./;

/** Why this is no email address, as a key of the field texts; null for one. @param address as visibleAddress makes it */
function emailProblem(address: string): { key: string; values?: Record<string, string> } | null {
  const at = address.lastIndexOf("@");
  const [local, domain] = [address.slice(0, Math.max(at, 0)), address.slice(at + 1)];
  const ascii = asciiDomain(domain);
  const dotless = /[ıİ]/.exec(domain)?.[0];
  const foreign =
    /\P{ASCII}/u.exec(local)?.[0] ??
    (dotless && OFTEN_MISTYPED.test(domain.toLowerCase().replaceAll(/ı|i̇/g, "i")) ? dotless : undefined);
  if (foreign !== undefined) return { key: "email_character", values: { character: foreign } };
  const isAddress = at > 0 && ascii !== null && LOCAL_PART.test(local) && at + 1 + ascii.length <= 254;
  return isAddress ? null : { key: "email" };
}

const PHONE_MAX = 60;

/**
 * A phone number as people write it, in whatever digits. Only its shape is judged here, since the numbering plans are
 * too heavy for the browser; the server's rules read it.
 */
export const phoneText = z
  .preprocess(
    digitsAsText,
    z
      .string({ error: presence("phone") })
      .trim()
      .min(1, { error: "blank", abort: true })
      .refine((text) => text.length <= PHONE_MAX, { error: "too_long", params: { max: PHONE_MAX }, abort: true })
      .refine((text) => /^\+?\d{7,16}$/.test(digitsOf(text) ?? ""), { error: "phone" }),
  )
  .meta({
    type: "string",
    maxLength: PHONE_MAX,
    description: "National or international, in any notation and digits: 0532… and +90532… are the same number.",
  });

/** An email address, at most 254 characters (RFC 5321). A character that no mailbox takes is named. */
export const emailText = z
  .string({ error: presence("not_text") })
  .transform(visibleAddress)
  .pipe(z.string().min(1, { error: "blank", abort: true }))
  .superRefine((text, context) => {
    const problem = emailProblem(text);
    if (problem) context.addIssue({ code: "custom", message: problem.key, params: problem.values });
  })
  .meta({ format: "email", maxLength: 254 });
