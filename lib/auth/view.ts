import type { CurrentUserResponse } from "@/lib/auth/schema";
import { canonicalEmail } from "@/lib/contact/email-rules";
import type { CustomerRow } from "@/lib/customers/store";
import { dateText, instantText } from "@/lib/platform/dates";
import { sha256 } from "@/lib/platform/secrets";

export function toCurrentUserResponse(customer: CustomerRow): CurrentUserResponse {
  return {
    pk: customer.id,
    first_name: customer.firstName,
    last_name: customer.lastName,
    email: customer.email ?? "",
    phone: customer.phone,
    email_allowed: customer.emailAllowed,
    sms_allowed: customer.smsAllowed,
    call_allowed: customer.callAllowed,
    date_joined: instantText(customer.dateJoined),
    last_login: customer.lastLogin && instantText(customer.lastLogin),
    date_of_birth: dateText(customer.dateOfBirth),
    gender: customer.gender,
    hashed_email: customer.email ? sha256(canonicalEmail(customer.email)) : "",
  };
}
