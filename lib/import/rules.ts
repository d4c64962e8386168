import type { ProviderName } from "@/lib/adapters/loyalty-provider/port";
import { canonicalUsername, randomUsername } from "@/lib/auth/rules";
import { type ConsentReceipt, consentColumns, consentReceipts, type GivenConsent } from "@/lib/consents/rules";
import { canonicalEmail } from "@/lib/contact/email-rules";
import { canonicalPhone } from "@/lib/contact/phone-rules";
import type { Field } from "@/lib/fields/service";
import { type ImportedRow, type importedRowOf, type RowProblem, readJson } from "@/lib/import/schema";
import { fieldOf } from "@/lib/platform/fields";
import { defaultLanguageCode, type Language } from "@/lib/platform/i18n/languages";
import { mergeAttributes } from "@/lib/profile/rules";

/** What a row is held against, beside the other rows. */
export type ImportSetting = {
  now: Date;
  /** ISO 3166-1 alpha-2, of numbers without a country code. */
  region: string;
  /** Of customers whose row names none. */
  language: Language;
  segments: ReadonlySet<number>;
  programme: ProviderName | null;
  fields: readonly Field[];
  schema: ReturnType<typeof importedRowOf>;
  /** Whether a sign-in can compare a password with it. */
  isKnownHash: (stored: string) => boolean;
};

/** A customer as a row has them, whom nothing in the row itself speaks against. */
export type MovingCustomer = { externalId: string } & ReturnType<typeof movingCustomer>;

/** @returns the customer, or all that is wrong with their row */
export function readRow(
  values: Record<string, unknown>,
  setting: ImportSetting,
): { customer: MovingCustomer } | { problems: RowProblem[] } {
  const parsed = setting.schema.safeParse(withColumns(givenOnly(values)));
  if (!parsed.success) return { problems: parsed.error.issues.flatMap(problemsOf) };
  const row = parsed.data;
  const problems = [...contactProblems(row, setting), ...otherProblems(row, setting), ...consentProblems(row)];
  if (problems.length > 0) return { problems };
  return { customer: { externalId: row.external_id, ...movingCustomer(row, setting) } };
}

/** An empty cell is no value. */
function givenOnly(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== ""));
}

const COLUMN = "attributes.";

/** With columns such as `attributes.shoe_size` among the attributes; what is no object stays, to be refused. */
function withColumns(values: Record<string, unknown>): Record<string, unknown> {
  const given = readJson(values.attributes ?? {});
  const entries = Object.entries(values);
  const own = entries.filter(([name]) => name.startsWith(COLUMN));
  if (own.length === 0 || typeof given !== "object" || Array.isArray(given)) return values;
  const others = entries.filter(([name]) => !name.startsWith(COLUMN));
  const columns = own.map(([name, value]) => [name.slice(COLUMN.length), value]);
  return { ...Object.fromEntries(others), attributes: { ...given, ...Object.fromEntries(columns) } };
}

type Issue = { code: string; path: PropertyKey[]; message: string; keys?: string[] };

function problemsOf({ code, path, message, keys }: Issue): RowProblem[] {
  if (code === "unrecognized_keys" && path.length === 0) {
    return (keys ?? []).map((field) => ({ field, reason: "unknown_column" }));
  }
  return [{ field: fieldOf({ code, path }) ?? "", reason: /^\w+$/.test(message) ? message : "invalid" }];
}

function contactProblems(row: ImportedRow, { region, isKnownHash }: ImportSetting): RowProblem[] {
  const phone = row.phone === undefined ? null : canonicalPhone(row.phone, region);
  return problemsIn([
    [row.email_verified && row.email === undefined, "email_verified", "without_email"],
    [row.phone !== undefined && phone === null, "phone", "phone"],
    [row.phone_verified && row.phone === undefined, "phone_verified", "without_phone"],
    // No code ever reached it.
    [row.phone_verified && phone !== null && !phone.startsWith("+"), "phone_verified", "no_country"],
    [!isUnusable(row.password_hash) && !isKnownHash(row.password_hash ?? ""), "password_hash", "unknown_hash"],
  ]);
}

/** Django's mark of an account without a password begins so. */
function isUnusable(hash: string | undefined): boolean {
  return hash === undefined || hash.startsWith("!");
}

const EMBEDDED_ACCOUNT = /^[\x21-\x7e]{1,20}$/;

function otherProblems(row: ImportedRow, { now, segments, programme }: ImportSetting): RowProblem[] {
  const { loyalty_account: account, active_segment: active } = row;
  const future = (["date_joined", "last_login", "consents_at", "loyalty_joined"] as const).map(
    (field) => [(row[field] ?? now) > now, field, "in_future"] as const,
  );
  return problemsIn([
    ...future,
    [row.consents.some(({ at }) => at > now), "consents", "in_future"],
    [row.segments.some((id) => !segments.has(id)), "segments", "unknown_segment"],
    [active !== undefined && !row.segments.includes(active), "active_segment", "not_assigned"],
    [account !== undefined && programme === null, "loyalty_account", "no_programme"],
    [
      account !== undefined && programme === "embedded" && !EMBEDDED_ACCOUNT.test(account),
      "loyalty_account",
      "too_long",
    ],
    [row.loyalty_points !== undefined && account === undefined, "loyalty_points", "without_account"],
    [row.loyalty_points !== undefined && programme !== "embedded", "loyalty_points", "not_embedded"],
  ]);
}

const CHANNELS = ["email", "sms", "call"] as const;

function consentProblems(row: ImportedRow): RowProblem[] {
  return CHANNELS.flatMap((channel) => {
    const field = `${channel}_allowed` as const;
    const answer = row[field] ?? null;
    const last = newest(row.consents.filter((one) => one.channel === channel));
    return problemsIn([
      [answer !== null && last !== undefined && last.value !== answer, field, "contradicts_consents"],
      [answer !== null && last === undefined && row.consents_wording === undefined, "consents_wording", "required"],
    ]);
  });
}

function problemsIn(checks: readonly (readonly [isWrong: boolean, field: string, reason: string])[]): RowProblem[] {
  return checks.flatMap(([isWrong, field, reason]) => (isWrong ? [{ field, reason }] : []));
}

function newest<Answer extends { at: Date }>(answers: readonly Answer[]): Answer | undefined {
  return answers.toSorted((one, other) => one.at.getTime() - other.at.getTime()).at(-1);
}

function movingCustomer(row: ImportedRow, { now, region, language, programme, fields }: ImportSetting) {
  const dateJoined = row.date_joined ?? now;
  const { email = null, phone = null } = row;
  const emailCanonical = email === null ? null : canonicalEmail(email);
  const consents = consentsOf(row, dateJoined);
  const marks = {
    ...(row.loyalty_account !== undefined && { has_loyalty: true, ...(row.phone_verified && { verified_user: true }) }),
  };
  return {
    columns: {
      ...(row.username === undefined
        ? randomUsername()
        : { username: row.username, usernameCanonical: canonicalUsername(row.username) }),
      email,
      emailCanonical,
      verifiedEmail: row.email_verified ? emailCanonical : null,
      phone,
      phoneCanonical: phone === null ? null : canonicalPhone(phone, region),
      phoneVerifiedAt: row.phone_verified ? dateJoined : null,
      passwordHash: isUnusable(row.password_hash) ? null : (row.password_hash ?? null),
      firstName: row.first_name,
      lastName: row.last_name,
      gender: row.gender,
      dateOfBirth: row.date_of_birth === null ? null : new Date(row.date_of_birth),
      emailAllowed: null,
      smsAllowed: null,
      callAllowed: null,
      ...consentColumns(consents),
      languageCode: row.language_code ?? defaultLanguageCode(language),
      avatar: row.avatar ?? null,
      attributes: mergeAttributes({}, { ...row.attributes, ...marks }, fields) as Record<string, string>,
      isActive: row.is_active,
      dateJoined,
      lastLogin: row.last_login ?? null,
      modifiedAt: now,
      activeSegmentId: row.active_segment ?? null,
    },
    consents,
    segments: [...new Set(row.segments)],
    account:
      row.loyalty_account === undefined || programme === null
        ? null
        : {
            provider: programme,
            accountNumber: row.loyalty_account,
            points: row.loyalty_points ?? 0,
            joinedAt: row.loyalty_joined ?? dateJoined,
          },
  };
}

/** A channel that the history leaves out has the one answer that stands in its own column. */
function consentsOf(row: ImportedRow, dateJoined: Date): ConsentReceipt[] {
  const told = new Set(row.consents.map(({ channel }) => channel));
  const evidence = { at: row.consents_at ?? dateJoined, ip: null, wordingVersion: row.consents_wording ?? "" };
  const single = CHANNELS.flatMap((channel): GivenConsent[] => {
    const value = row[`${channel}_allowed`] ?? null;
    return told.has(channel) || value === null ? [] : [{ channel, value, ...evidence, source: "import" }];
  });
  const history = row.consents.map(({ wording: wordingVersion, ...one }) => ({ ...one, wordingVersion }));
  return consentReceipts([...history, ...single]);
}
