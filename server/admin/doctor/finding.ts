/** What a check found: right, worth a thought, or wrong. The text is a sentence, and another one on what to do. */
export type Finding = { state: "right" | "doubtful" | "wrong"; text: string };

export const right = (text: string): Finding => ({ state: "right", text });
export const doubtful = (text: string): Finding => ({ state: "doubtful", text });
export const wrong = (text: string): Finding => ({ state: "wrong", text });

/** Longer than anything that answers takes. */
export const TIMEOUT_MS = 5000;

const REASONS: Record<string, string> = {
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection was cut",
  ENOTFOUND: "the name is not known",
  EAI_AGAIN: "the name cannot be looked up",
  EDNS: "the name cannot be looked up",
  EHOSTUNREACH: "the network does not lead there",
  ENETUNREACH: "the network does not lead there",
  ETIMEDOUT: "there is no answer",
  ETIME: "there is no answer",
  CERT_HAS_EXPIRED: "its certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is signed by an authority that is not known here",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is signed by itself",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is signed by an authority that is not known here",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its certificate is signed by an authority that is not known here",
};

/** Why there was no connection, as half a sentence; never what an error quotes, which may be a secret. */
export function reasonOf(error: unknown): string {
  for (const one of [error, (error as Error | undefined)?.cause]) {
    if (!(one instanceof Error)) continue;
    if (one.name === "TimeoutError") return "there is no answer";
    // Some packages put their own code over the system's, which the message still has.
    const known = ["code" in one ? String(one.code) : "", ...one.message.split(/\W+/)].find((word) => REASONS[word]);
    if (known) return REASONS[known] as string;
    if (/certificate/.test(one.message)) return "its certificate is not one that is known here";
  }
  const [first] = error instanceof AggregateError ? error.errors : [];
  if (first) return reasonOf(first);
  return error instanceof Error && "code" in error ? `it failed with ${error.code}` : "it failed";
}

/** Whether what is sent there leaves this machine. */
export function isLocal(host: string): boolean {
  return host === "" || /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?|\/.*)$/.test(host);
}
