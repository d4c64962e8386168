/*
 * What a field means where its type does not say it, by name: a name means the same wherever it stands.
 */

type Notes = Readonly<Record<string, string>>;

const BOTH: Notes = {
  email_allowed: "Consent to email; null: never asked.",
  sms_allowed: "Consent to SMS; null: never asked.",
  call_allowed: "Consent to calls; null: never asked.",
};

/** Of bodies. */
export const SENT: Notes = {
  ...BOTH,
  phone: "As people write it, national or international, in any digits: 0532… and +90532… are one number.",
  mobile_number: "As people write it, national or international, in any digits.",
  code: "From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored.",
  resend: "true asks for a new code instead; the one before is void.",
  date_of_birth: "From 1900 to today.",
  gender: "none and unknown count as no answer.",
  language_code: "One of the six languages, with or without a region: en, en-us.",
  attributes:
    "The customer's own keys: at most 32 and 8 KB; text, numbers, booleans or short lists. Merged key by key, null deletes one. Those of the server are ignored.",
  avatar: "null or an empty text removes it.",
  password: "As typed: nothing is trimmed.",
  new_password2: "The same once more.",
  emailConfirm: "The same once more.",
  confirm: "The terms are accepted.",
  kvkk_confirm: "The same under its other name.",
  add_loyalty: "Whether a loyalty card is wanted.",
  name: "For the owner to know it by.",
  days: "Until it ends; null or left out for one that does not.",
  username: "Letters, digits and @ . + - _",
  id: "The order system's own; makes the change happen once.",
  account_number: "Or email, or phone: one of the three.",
  available_at: "Pending until then; for points.credit.",
  expires_at: "A year from now unless given; for points.credit.",
  reverses: "The id of the event that is taken back, as a whole; for points.reverse.",
};

/** Of answers. */
export const ANSWERED: Notes = {
  ...BOTH,
  phone: "As the customer wrote it.",
  hashed_email: "SHA-256 of the address in lower case, for measuring tools that must not learn it.",
  verification: "Where the dialogue stands.",
  phone_masked: "Where the code went, for the reader to recognize.",
  resend_at: "From when on another code can be asked for.",
  attempts_left: "How many different wrong codes are still let pass.",
  is_active: "Whether it is the one in force.",
  errors: "Why the points are not the present ones; null when they are.",
  next: "Hand it back as before to get what is older; null at the end.",
  is_current: "The one that asks.",
  last_seen_at: "At most an hour behind.",
  last_used_at: "At most an hour behind; null for never.",
  redirect_url: "What the storefront opens next.",
};
