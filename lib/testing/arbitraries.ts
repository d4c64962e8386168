import fc from "fast-check";

/* What strangers send. JSON texts are written by JSON.stringify, so that lone surrogates travel as escapes. */

/** Text that has broken databases, parsers and people before. */
const nastyText = fc.constantFrom(
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "x\udc00",
  "\u202e\u200f",
  "NaN",
  "null",
  "undefined",
  "1e400",
  "'; DROP TABLE customer; --",
  "{{7*7}}",
  "<script>alert(1)</script>",
  "../../etc/passwd",
  "٠١٢٣",
  "😀".repeat(60),
  "x".repeat(3000),
);

export const anyText = fc.oneof(nastyText, fc.string({ unit: "binary", maxLength: 60 }), fc.string());

const anyNumber = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-0, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 5e-324),
);
const anyScalar = fc.oneof(anyText, anyNumber, fc.boolean(), fc.constant(null));
const anyKey = fc.oneof(
  anyText,
  fc.constantFrom("__proto__", "constructor", "toString", "not", "set", "in", "connect"),
);
/** Made by `Object.fromEntries`, which takes `__proto__` for a key like any other. */
const objectOf = (value: fc.Arbitrary<unknown>) =>
  fc.array(fc.tuple(anyKey, value), { maxLength: 5 }).map((entries) => Object.fromEntries(entries) as object);

/** Any JSON value, with objects that look like database queries among them. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: anyScalar },
  { weight: 1, arbitrary: fc.array(anyScalar, { maxLength: 40 }) },
  { weight: 2, arbitrary: objectOf(fc.oneof(anyScalar, objectOf(anyScalar))) },
);

const notText = anyJson.filter((value) => typeof value !== "string");
const notTextOrNull = notText.filter((value) => value !== null);
const tooLong = (max: number) => fc.integer({ min: max + 1, max: max * 3 }).map((length) => "y".repeat(length));
const badLine = fc.constantFrom("a\u0000b", "\ud800", "two\nlines", "a\u007fb", "x\udfffy");
const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);
const BOOLEAN_WORD = /^(true|t|yes|y|on|1|false|f|no|n|off|0)$/i;
const notFlag = anyJson.filter((value) => !BOOLEAN_WORD.test(textOf(value)));
const notConsent = notFlag.filter((value) => value !== null && !/^(|null|none)$/i.test(textOf(value)));
/** An object may have no text of its own. */
function textOf(value: unknown): string {
  return typeof value === "object" ? "object" : String(value);
}
/** Where digits are read, some clients send them as a number. */
const notDigits = notText.filter((value) => !(Number.isSafeInteger(value) && Number(value) >= 0));

/** Values that each field has to refuse, by field name. */
export const rubbish = {
  first_name: fc.oneof(notText, tooLong(50), badLine),
  last_name: fc.oneof(notText, tooLong(50), badLine),
  email_allowed: notConsent,
  sms_allowed: notConsent,
  call_allowed: notConsent,
  gender: anyJson.filter((value) => !["male", "female", "none", "unknown", null].includes(value as string)),
  date_of_birth: fc.oneof(
    notTextOrNull,
    anyText.filter((text) => !isDay(text)),
    fc.constantFrom("1899-12-31", "2999-01-01", "2001-02-29", "2000-13-01", "0000-00-00", "2000-1-1"),
  ),
  phone: fc.oneof(
    notDigits,
    anyText.filter((text) => !/\p{Nd}{3}/u.test(text)),
    // Too short, a satellite's, a premium-rate one, and one of a country that gets no messages.
    fc.constantFrom("123", "+881612345678", "+909001234567", "+5352345678"),
  ),
  attributes: fc.oneof(
    anyJson.filter((value) => typeof value !== "object" || value === null || Array.isArray(value)),
    fc.tuple(fc.stringMatching(/^own[a-z]{1,9}$/), objectOf(anyScalar)).map(([key, value]) => ({ [key]: value })),
    fc.tuple(badLine, anyScalar).map(([key, value]) => ({ [key]: value })),
  ),
  language_code: fc.oneof(
    notText,
    anyText.filter((text) => !/^\s*(tr|en|ar|ru|de|fr)/i.test(text)),
  ),
  avatar: anyJson.filter((value) => value !== null && value !== ""),
  code: fc.oneof(
    notDigits,
    anyText.filter((text) => text.trim().length < 4),
  ),
  resend: notFlag,
  email: fc.oneof(
    notText,
    anyText.filter((text) => !text.includes("@")),
    tooLong(254).map((text) => `${text}@example.com`),
    fc.constantFrom("@", "a@", "@b.com", "a b@example.com", "a@b", "a\u0000@example.com", "\ud800@example.com"),
  ),
  /** One that somebody chooses: too short, too long, or tried first. */
  password: fc.oneof(
    notText,
    anyText.filter((text) => [...text].length < 8),
    tooLong(128),
    fc.constantFrom("password", "PASSWORD123", "qwertyuiop", "12345678"),
  ),
  username: fc.oneof(
    notText,
    anyText.filter((text) => !/^[\p{L}\p{M}\p{N}_.@+-]{1,150}$/u.test(text)),
  ),
};

const secret = fc.oneof(notText, tooLong(128), fc.constant(""));
const name = fc.oneof(notText, tooLong(254), badLine, fc.constantFrom("", "  "));
const tooLongAddress = `https://x.example/${"y".repeat(2048)}`;
const notCount = anyJson.filter((value) => !(Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31));
const isCode = (value: unknown) => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 1e10;

/** What else a field has to refuse: under another name, or at one endpoint. */
const rubbishAt: Record<string, fc.Arbitrary<unknown>> = {
  mobile_number: rubbish.phone,
  confirm: rubbish.email_allowed,
  kvkk_confirm: rubbish.email_allowed,
  add_loyalty: rubbish.resend,
  is_required: rubbish.resend,
  is_allowed: rubbish.resend,
  next: fc.oneof(notText, tooLong(1000), badLine),
  way: anyJson.filter((value) => !["email", "birth_date", "not_mine"].includes(value as string)),
  emailConfirm: rubbish.email,
  ...{ seed: notText, target: notText, fault: notText, operation: notText, advance: notText, at: notText },
  ...{ times: notText.filter((value) => !Number.isInteger(value) || Number(value) < 1), reset: rubbish.resend },
  ...{ as: notText, language: notText, segments: anyJson.filter((value) => !Array.isArray(value)) },
  ...{ card: rubbish.resend, points: notText.filter((value) => !Number.isInteger(value) || Number(value) < 0) },
  ...{ phone_proved: rubbish.resend, email_proved: rubbish.resend },
  name,
  days: anyJson.filter(
    (value) => value !== null && !(Number.isInteger(value) && Number(value) > 0 && Number(value) <= 3650),
  ),
  passkey: anyJson,
  old_password: secret,
  new_password1: notText,
  new_password2: notText,
  password1: notText,
  password2: notText,
  ...{ priority: notCount, price_list_id: notCount, currency: name },
  "admin/price-lists/[id] code": name,
  url: fc.oneof(
    notText,
    anyText.filter((text) => !text.startsWith("http")),
    fc.constantFrom(
      "ftp://x.example",
      "https://",
      "https://user:secret@x.example",
      "https://x.example/a b",
      tooLongAddress,
    ),
  ),
  types: anyJson.filter((value) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  from: fc.oneof(
    notText,
    anyText.filter((text) => !/^\d/.test(text)),
    fc.constantFrom("2026-13-01T00:00:00Z", "2026-01-01"),
  ),
  is_enabled: notFlag,
  pushToken: fc.oneof(
    notText,
    anyText.filter((text) => !/^[0-9a-f]{8,}$/i.test(text)),
  ),
  logs: fc.oneof(
    anyJson.filter((value) => !Array.isArray(value)),
    fc.constant(Array.from({ length: 101 }, () => "x")),
    fc.constant([1]),
  ),
  value: anyJson.filter((value) => typeof value !== "object" || value === null || Array.isArray(value)),
  changes: fc.oneof(
    anyJson.filter((value) => !(Array.isArray(value) && value.length === 0)),
    fc.constant([{ customer_id: 0, segment_id: 1, is_assigned: true }]),
    fc.constant(Array.from({ length: 501 }, () => ({ customer_id: 1, segment_id: 1, is_assigned: true }))),
  ),
  "dev/worlds/[id]/personas phone": notDigits.filter((value) => value !== null),
  "users/login email": name,
  "shop/customers/auth/pwd/signin username": name,
  "shop/customers/auth/otp/signin/verify code": rubbish.code.filter((value) => !isCode(value)),
};
/** Where no message goes out, every number of a good shape is as good as another. */
const WITHOUT_MESSAGE = /add_loyalty_card_otp|search_exists_create/;
const CHOOSING_PASSWORDS = /regist|signup/;

/** Values that a field of an endpoint has to refuse while all others are good. */
export function rubbishOf(endpoint: string, field: string): fc.Arbitrary<unknown> {
  const own = rubbishAt[`${endpoint} ${field}`] ?? rubbishAt[field];
  if (own) return own;
  if (field === "password" && !CHOOSING_PASSWORDS.test(endpoint)) return secret;
  // Forms send an empty text for an answer that was left out.
  if (field === "date_of_birth" && endpoint === "users/registration")
    return rubbish[field].filter((value) => value !== "");
  if (field === "phone" && WITHOUT_MESSAGE.test(endpoint)) {
    return rubbish[field].filter((value) => typeof value !== "string" || !/^\+\d{10,}$/.test(value));
  }
  return rubbish[field as keyof typeof rubbish];
}

/**
 * The same, as far as the form alone tells: another's number and an address in place of a picture are well-formed, so
 * they are refused only when nothing else is wrong.
 */
export const malformed = {
  ...rubbish,
  ...{ name, is_required: notFlag, is_enabled: notFlag, is_allowed: notFlag },
  ...{
    phone: fc.oneof(
      notDigits.filter((value) => value !== null),
      badLine,
    ),
    avatar: notTextOrNull,
  },
};

/** What a header can carry at all: visible Latin-1 characters, blanks and tabs. */
export const anyHeader = fc.oneof(
  fc.constantFrom("undefined", "null", "*", ";", ",", "=", '"', "\t", "x".repeat(5000), "a=b; ".repeat(500), "ÿ"),
  fc.string({
    unit: fc
      .integer({ min: 0x20, max: 0xff })
      .filter((code) => code !== 0x7f)
      .map((code) => String.fromCharCode(code)),
  }),
);
