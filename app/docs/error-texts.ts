import type { ErrorCode, ErrorValues } from "@/lib/platform/errors";
import { errorText } from "@/lib/platform/i18n/translate";

/** What texts mention stands for itself, except where a number decides the wording. */
const VALUES: ErrorValues = {
  seconds: 30,
  segment: "{id}",
  user: "{id}",
  phone: "{phone}",
  sms_allowed: "{sms_allowed}",
  email_allowed: "{email_allowed}",
  call_allowed: "{call_allowed}",
  email: "{email}",
};

/** The English text of a refusal, with names for what it mentions. */
export function englishText(code: ErrorCode): string {
  return errorText("en", code, VALUES);
}
