import { signInAgain } from "@/components/forms/intentional-navigation";

/* Calls the API from the browser, with CSRF token and page language, and one type of error. */

/** What is wrong with a field: the rule that it breaks, what the rule mentions, and the API's words for it. */
export type FieldFault = { code: string; values?: Record<string, string | number>; detail: string };

/** An error response; its texts are in the page's language. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    /** By field name, and `non_field_errors`. */
    readonly fields: Record<string, FieldFault[]>,
    /** The API's sentence for the whole request. */
    detail: string | undefined,
    readonly code: string | undefined,
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(detail ?? `The server answered ${status}.`);
    this.name = "ApiError";
  }
}

/** The request did not reach the server, or its response did not reach us. */
export class NetworkError extends Error {
  constructor(cause: unknown) {
    super("The network is not available.", { cause });
    this.name = "NetworkError";
  }
}

type ApiRequest = {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  /** A FormData is sent as multipart, anything else as JSON. */
  body?: unknown;
  signal?: AbortSignal;
};

let csrfToken: string | undefined;
let confirmSignIn: (() => Promise<boolean>) | undefined;
let confirmation: Promise<boolean> | undefined;

/**
 * Sets what asks the customer who they are when a request needs a fresh sign-in: it says whether the request may be sent
 * again. @returns ends that
 */
export function onFreshSignInNeeded(confirm: () => Promise<boolean>): () => void {
  confirmSignIn = confirm;
  return () => {
    confirmSignIn = undefined;
  };
}

/**
 * Calls one of our endpoints. When the session has ended, leaves for the sign-in page and never settles.
 *
 * @param path beginning with /api/
 * @returns the response's JSON, undefined for 204
 * @throws ApiError for every error response, NetworkError when there was none
 */
export async function callApi<T>(path: string, { method = "GET", body, signal }: ApiRequest = {}): Promise<T> {
  let response = await send(path, method, body, signal, false);
  if (response.status === 403 && method !== "GET") {
    // The token is bound to the session; another tab may have signed in since we fetched ours.
    if (!(await isRefusedAsStale(response))) response = await send(path, method, body, signal, true);
    if ((await isRefusedAsStale(response)) && (await confirmOnce()))
      response = await send(path, method, body, signal, false);
  }
  if (response.status === 401) {
    signInAgain();
    return new Promise<never>(() => undefined);
  }
  if (!response.ok) throw await errorFrom(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** One question for all requests that wait for its answer. */
function confirmOnce(): Promise<boolean> | undefined {
  confirmation ??= confirmSignIn?.().finally(() => {
    confirmation = undefined;
  });
  return confirmation;
}

async function isRefusedAsStale(response: Response): Promise<boolean> {
  if (response.status !== 403) return false;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return typeof body === "object" && body !== null && "code" in body && body.code === "fresh_sign_in_required";
}

async function send(
  path: string,
  method: string,
  body: unknown,
  signal: AbortSignal | undefined,
  freshToken: boolean,
): Promise<Response> {
  const headers: Record<string, string> = {
    // Errors as problem details (RFC 9457), which tell codes where others tell sentences.
    Accept: "application/json, application/problem+json",
    "Accept-Language": document.documentElement.lang,
  };
  if (method !== "GET") headers["X-CSRFToken"] = await currentCsrfToken(freshToken);
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers["Content-Type"] = "application/json";
  return request(path, {
    method,
    headers,
    body: isForm ? body : body === undefined ? null : JSON.stringify(body),
    signal,
  });
}

async function currentCsrfToken(fresh: boolean): Promise<string> {
  if (fresh || csrfToken === undefined) {
    const response = await request("/api/csrf_token/", { headers: { Accept: "application/json" } });
    csrfToken = ((await response.json()) as { csrf_token: string }).csrf_token;
  }
  return csrfToken;
}

async function request(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, credentials: "same-origin", cache: "no-store" });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new NetworkError(error);
  }
}

type Problem = { detail?: string; code?: string; errors?: (FieldFault & { field: string })[] };

async function errorFrom(response: Response): Promise<ApiError> {
  const problem = ((await response.json().catch(() => null)) ?? {}) as Problem;
  const fields: Record<string, FieldFault[]> = {};
  for (const { field, ...fault } of problem.errors ?? []) {
    fields[field] ??= [];
    fields[field].push(fault);
  }
  const retryAfter = Number(response.headers.get("Retry-After"));
  return new ApiError(response.status, fields, problem.detail, problem.code, retryAfter > 0 ? retryAfter : undefined);
}
