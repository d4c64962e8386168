/** The system's own code for a failed connection, at the end of what it has caused; its messages can quote what was sent. */
export function faultCode(error: unknown): string {
  let code = "broken";
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") code = cause.code;
  }
  return code;
}
