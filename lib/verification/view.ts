import { maskPhone } from "@/lib/contact/phone-rules";
import { instantText } from "@/lib/platform/dates";
import { GUESSES_MAX } from "@/lib/verification/rules";
import type { VerificationResponse } from "@/lib/verification/schema";
import type { VerificationRow } from "@/lib/verification/store";

export function toVerificationResponse({
  purpose,
  phone,
  codeLength,
  expiresAt,
  resendAt,
  triedCount,
}: VerificationRow): VerificationResponse {
  return {
    purpose,
    phone_masked: maskPhone(phone),
    code_length: codeLength,
    expires_at: instantText(expiresAt),
    resend_at: instantText(resendAt ?? expiresAt),
    attempts_left: Math.max(0, GUESSES_MAX - triedCount),
  };
}
