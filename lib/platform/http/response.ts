export type ApiResponse = {
  status: number;
  body?: unknown;
  /** Sent as they are, instead of a body; the headers say what they are. */
  bytes?: Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
  /** RFC 9110 §8.8.3, quotes included. */
  etag?: string;
  /** At most one: proxies of real clients pass on no more. */
  cookie?: string;
  /** Has what is shown this once, and is kept nowhere. */
  isSecret?: boolean;
};

export function ok(body: unknown, extras: Pick<ApiResponse, "etag" | "cookie" | "headers"> = {}): ApiResponse {
  return { status: 200, body, ...extras };
}
