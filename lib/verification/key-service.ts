import { type Access, sessionIdOf } from "@/lib/auth/rules";
import { contactKey } from "@/lib/platform/limits";
import { sign, signatures } from "@/lib/platform/secrets";

/* By what rows and limits know a challenge: no number and no code stands there in the clear. */

/** Whose challenge it is. @param phone of a client without cookies, which may have several sign-ins pending */
export function holderKey(access: Access, phone = ""): string {
  return access.kind === "client" ? `client:${access.key}:${contactKey(phone)}` : `${access.kind}:${access.id}`;
}

export function holderColumns(access: Access, phone: string) {
  return {
    holder: holderKey(access, phone),
    sessionId: sessionIdOf({ access }),
    apiTokenId: access.kind === "token" ? access.id : null,
    clientKey: access.kind === "client" ? access.key : null,
  };
}

/** Codes are few, so a plain hash would give them away: the key is not in the database. */
export function hashCode(verificationId: bigint, code: string): string {
  return sign("sms-code", `${verificationId}:${code}`);
}

/** The same for each of the shop's secrets, the newest first: a code outlives a change of them. */
export function codeHashes(verificationId: bigint, code: string): [newest: string, ...former: string[]] {
  return signatures("sms-code", `${verificationId}:${code}`);
}
