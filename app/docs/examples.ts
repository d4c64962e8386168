/*
 * What the examples have in common. The people are the documents'; the secrets are nobody's.
 */

export const PASSWORD = "tangerine bicycle";
export const CODE = "428017";
export const AT = "2026-02-01T09:30:00.000000Z";

/** Where a dialogue stands, as it is answered beside the 202 of every flow. */
export const verification = <Purpose extends string>(purpose: Purpose) => ({
  purpose,
  phone_masked: "+90•••••••555",
  expires_at: "2026-02-01T09:35:00.000000Z",
  resend_at: "2026-02-01T09:31:00.000000Z",
  attempts_left: 5,
});

const genders = [
  { value: "female", label: "female" },
  { value: "male", label: "male" },
];

export const profile = {
  id: 1234,
  first_name: "John",
  last_name: "Doe",
  email_allowed: true,
  sms_allowed: true,
  call_allowed: null,
  avatar: null,
  email: "john.doe@example.com",
  phone: "+905551234555",
  date_of_birth: "1990-01-01",
  gender: "male",
  genders,
  language_code: "en-us",
  attributes: { has_loyalty: true, verified_user: true, preferred_language: "English" },
  date_joined: "2024-01-01T00:00:00.000000Z",
};

export const customer = {
  id: 1234,
  username: "john.doe",
  mobile_number: "+905551234555",
  email: "john.doe@example.com",
  avatar: null,
  first_name: "John",
  last_name: "Doe",
  full_name: "John Doe",
  gender: "male",
  is_profile_completed: true,
};

export const registration = {
  first_name: "Jane",
  last_name: "Roe",
  email: "jane@example.com",
  password: PASSWORD,
  phone: "+905551234555",
  date_of_birth: "1990-01-01",
  gender: "female",
  email_allowed: true,
  sms_allowed: true,
  call_allowed: false,
};

export const registering = {
  ...profile,
  id: null,
  first_name: "Jane",
  last_name: "Roe",
  email: "jane@example.com",
  call_allowed: false,
  gender: "female",
  attributes: {},
  date_joined: null,
};

export const loyaltyForm = {
  first_name: "John",
  last_name: "Doe",
  email: "john.doe@example.com",
  phone: "+905551234555",
  gender: "male",
  date_of_birth: "1990-01-01",
  email_allowed: true,
  sms_allowed: true,
  call_allowed: false,
};

const cardFields = {
  pk: 41,
  attributes: { account_number: "9000000041" },
  created_date: AT,
  modified_date: AT,
  number: "+905551234555",
};

export const card = {
  ...cardFields,
  user: {
    pk: 1234,
    username: "john.doe",
    first_name: "John",
    last_name: "Doe",
    email: "john.doe@example.com",
    is_active: true,
    date_joined: "2024-01-01T00:00:00.000000Z",
    last_login: AT,
    email_allowed: true,
    sms_allowed: true,
    call_allowed: false,
    gender: "male",
    attributes: { has_loyalty: true, verified_user: true },
    phone: "+905551234555",
    date_of_birth: "1990-01-01",
    attributes_kwargs: {},
    user_type: "registered",
    modified_date: AT,
  },
};

export const closingCard = {
  ...cardFields,
  user: { pk: 1234, first_name: "John", last_name: "Doe", phone: "+905551234555" },
};

export const session = {
  id: 77,
  is_current: true,
  user_agent: "Mozilla/5.0 (Macintosh) Firefox/140.0",
  ip: "192.0.2.10",
  signed_in_at: AT,
  last_seen_at: AT,
  expires_at: "2026-03-03T09:30:00.000000Z",
};

export const token = { id: 5, name: "Stock app", created_at: AT, last_used_at: null, expires_at: null };
