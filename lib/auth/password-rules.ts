import { dictionary } from "@zxcvbn-ts/language-common";
import { FieldErrors } from "@/lib/platform/errors";

let commonPasswords: ReadonlySet<string> | undefined;

/** The 49,000 passwords that are tried first, all in lower case. */
function isCommon(password: string): boolean {
  commonPasswords ??= new Set(dictionary["passwords-common"].map(String));
  return commonPasswords.has(password);
}

export type OwnData = {
  email: string | null;
  phone: string | null;
  firstName: string;
  lastName: string;
};

/** An own word with no more than this around it is no secret. */
const FRINGE_MAX = 3;
const OWN_WORD_MIN = 4;

/**
 * Refuses passwords that are guessed first (NIST SP 800-63B-4 §3.1.1.2): common ones, also with digits behind them, and
 * the person's own data. @param field under which the error is answered @throws FieldErrors
 */
export function assertPasswordNotGuessable(password: string, own: OwnData, field: string): void {
  const plain = password.toLowerCase();
  if (isCommon(plain) || isCommon(plain.replace(/[\d\W_]+$/, ""))) throw FieldErrors.of(field, "password_common");
  const letters = compact(password);
  if (ownWords(own).some((word) => letters.includes(word) && letters.length - word.length <= FRINGE_MAX)) {
    throw FieldErrors.of(field, "password_own_data");
  }
}

function ownWords({ email, phone, firstName, lastName }: OwnData): string[] {
  const [mailbox = ""] = (email ?? "").split("@");
  const words = [email ?? "", mailbox, firstName, lastName, firstName + lastName, lastName + firstName].map(compact);
  const digits = (phone ?? "").replaceAll(/\D/g, "");
  // The national part is what people know by heart.
  return [...words, digits, digits.slice(-10)].filter((word) => word.length >= OWN_WORD_MIN);
}

/** Letters and digits as they are compared: without accents, and the four Turkish forms of i as one. */
function compact(text: string): string {
  return text
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .replaceAll("ı", "i");
}
