export type ApiResponse<Status extends number = number, Body = unknown> = {
  status: Status;
  body?: Body;
  /** Sent as they are, instead of a body; the headers say what they are. */
  bytes?: Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
  /** Validator of the answered state (RFC 9110 §8.8.3), quotes included. */
  etag?: string;
  /** `Set-Cookie` lines; at most one but for browsers on our own pages, as proxies of real clients pass on no more. */
  cookies?: readonly string[];
  /** Has what is shown this once, and is kept nowhere. */
  isSecret?: boolean;
};

export function ok<const Body>(
  body: Body,
  extras: Pick<ApiResponse, "etag" | "cookies" | "headers"> = {},
): ApiResponse<200, Body> {
  return { status: 200, body, ...extras };
}

export function created<const Body>(
  body: Body,
  extras: Pick<ApiResponse, "cookies" | "isSecret"> = {},
): ApiResponse<201, Body> {
  return { status: 201, body, ...extras };
}

export function noContent(): ApiResponse<204, undefined> {
  return { status: 204 };
}

export function redirect<Status extends 302 | 303>(status: Status, location: string): ApiResponse<Status, undefined> {
  return { status, headers: { Location: location } };
}
