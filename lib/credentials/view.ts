/** @param key what a new password is set with, once */
export function toResetKeyResponse(key: string): { reset_key: string } {
  return { reset_key: key };
}
