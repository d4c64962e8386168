import { dateText, instantText } from "@/lib/dates";
import type { CurrentUserView } from "@/lib/identity/schema";
import { canonicalEmail } from "@/lib/profile/rules";
import type { CustomerRow } from "@/lib/profile/store";
import { sha256 } from "@/lib/secrets";

/** What GET /current_user/ answers. */
export function currentUserView(customer: CustomerRow): CurrentUserView {
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
