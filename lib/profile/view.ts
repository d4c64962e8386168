import type { CustomerRow } from "@/lib/customers/store";
import { shownToShopper } from "@/lib/fields/rules";
import type { Field } from "@/lib/fields/service";
import { dateText, instantText } from "@/lib/platform/dates";
import type { Language } from "@/lib/platform/i18n/languages";
import { genderLabel } from "@/lib/platform/i18n/translate";
import { isPictureAddress, isProfileCompleted } from "@/lib/profile/rules";
import type { CustomerResponse, PendingProfileResponse, ProfileResponse, UserResponse } from "@/lib/profile/schema";

/** Where stored pictures are served. */
const MEDIA_PATH = "/media/";

/** The profile as GET and PATCH /users/profile/ answer it, keys in the document's order. */
export function toProfileResponse(
  customer: CustomerRow,
  { language, appUrl, fields }: { language: Language; appUrl: string; fields: readonly Field[] },
): ProfileResponse {
  return {
    id: customer.id,
    first_name: customer.firstName,
    last_name: customer.lastName,
    email_allowed: customer.emailAllowed,
    sms_allowed: customer.smsAllowed,
    call_allowed: customer.callAllowed,
    avatar: avatarUrl(customer.avatar, appUrl),
    email: customer.email ?? "",
    phone: customer.phone,
    date_of_birth: dateText(customer.dateOfBirth),
    gender: customer.gender,
    genders: genderChoices(language),
    language_code: customer.languageCode,
    attributes: shownToShopper(customer.attributes as Record<string, unknown>, fields),
    date_joined: instantText(customer.dateJoined),
  };
}

/** The genders there are to choose from, with their names in the reader's language. */
export function genderChoices(language: Language): ProfileResponse["genders"] {
  return [
    { value: "female", label: genderLabel(language, "female") },
    { value: "male", label: genderLabel(language, "male") },
  ];
}

/** The eight keys that PATCH /users/profile/ answers while a code is awaited: the current values. */
export function toPendingProfileResponse(customer: CustomerRow, appUrl: string): PendingProfileResponse {
  return {
    email_allowed: customer.emailAllowed,
    sms_allowed: customer.smsAllowed,
    call_allowed: customer.callAllowed,
    avatar: avatarUrl(customer.avatar, appUrl),
    email: customer.email ?? "",
    date_of_birth: dateText(customer.dateOfBirth),
    language_code: customer.languageCode,
    date_joined: instantText(customer.dateJoined),
  };
}

/** What GET /users/user/ answers. */
export function toUserResponse(customer: CustomerRow): UserResponse {
  return {
    username: customer.username,
    email: customer.email ?? "",
    first_name: customer.firstName,
    last_name: customer.lastName,
  };
}

/** What GET and PATCH /api/shop/customers/me answer. */
export function toCustomerResponse(
  customer: CustomerRow,
  { appUrl, fields }: { appUrl: string; fields: readonly Field[] },
): CustomerResponse {
  return {
    id: customer.id,
    username: customer.username,
    mobile_number: customer.phone,
    email: customer.email,
    avatar: avatarUrl(customer.avatar, appUrl),
    first_name: customer.firstName,
    last_name: customer.lastName,
    full_name: [customer.firstName, customer.lastName].filter(Boolean).join(" "),
    gender: customer.gender,
    is_profile_completed: isProfileCompleted(customer, fields),
  };
}

/** The absolute address of a picture: ours under /media/, or the https address the customer gave. */
export function avatarUrl(avatar: string | null, appUrl: string): string | null {
  if (avatar === null || isPictureAddress(avatar)) return avatar;
  return `${appUrl}${MEDIA_PATH}${avatar}`;
}
