import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./openapi";

/*
 * The account API's client, typed by its OpenAPI document. It does what every caller has to do: carry cookies where no
 * browser does, send CSRF tokens, wait as long as Retry-After says, and lead an SMS verification to its end.
 */

export type Account = Client<paths>;
/** Where an SMS verification stands. */
export type Challenge = components["schemas"]["Verification"];
/** What every error is, since the client accepts RFC 9457. */
export type Problem = components["schemas"]["Problem"];

export type AccountOptions = {
  /** Where the store is, without a slash at the end: `https://shop.example`. */
  baseUrl: string;
  /** An API token. With one, cookies and CSRF tokens are neither needed nor sent. */
  token?: string;
  /** Of messages, as in `Accept-Language`. */
  language?: string;
  /** Tries of one request in all. */
  tries?: number;
  /** A longer Retry-After is the caller's to wait for: the response is returned at once. */
  waitMaxSeconds?: number;
};

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** A client of one person: it keeps their session. Make one for each. */
export function createAccount({ baseUrl, token, language, tries = 3, waitMaxSeconds = 10 }: AccountOptions): Account {
  const cookies = new Map<string, string>();
  let csrfToken: string | undefined;

  /** Browsers keep the cookies themselves, and hide both headers. */
  async function exchange(request: Request): Promise<Response> {
    if (token) return fetch(request);
    const headers = new Headers(request.headers);
    if (cookies.size > 0) headers.set("Cookie", [...cookies].map((pair) => pair.join("=")).join("; "));
    const response = await fetch(new Request(request, { headers, credentials: "include" }));
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /; *max-age=0\b/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  async function withCsrfToken(request: Request): Promise<Request> {
    if (!csrfToken) {
      const response = await exchange(new Request(`${baseUrl}/csrf_token/`));
      if (response.ok) csrfToken = (await response.json()).csrf_token;
    }
    const copy = request.clone();
    if (csrfToken) copy.headers.set("X-CSRFToken", csrfToken);
    return copy;
  }

  async function attempt(request: Request): Promise<Response> {
    if (token || SAFE_METHODS.has(request.method)) return exchange(request.clone());
    const isKept = csrfToken !== undefined;
    const response = await exchange(await withCsrfToken(request));
    if (!isKept || response.status !== 403 || (await problemIn(response.clone()))?.code !== "csrf_failed") {
      return response;
    }
    // It was issued to a session that has ended, as each does at sign-in.
    csrfToken = undefined;
    return exchange(await withCsrfToken(request));
  }

  /** Whatever comes with Retry-After has changed nothing. */
  async function send(request: Request): Promise<Response> {
    for (let left = tries - 1; ; left--) {
      const response = await attempt(request);
      const seconds = retryAfterSeconds(response);
      if (left <= 0 || seconds === null || seconds > waitMaxSeconds) return response;
      await response.body?.cancel();
      await wait(seconds, request.signal);
    }
  }

  return createClient<paths>({
    baseUrl,
    fetch: send,
    headers: {
      Accept: "application/json, application/problem+json",
      ...(language && { "Accept-Language": language }),
      ...(token && { Authorization: `Token ${token}` }),
    },
  });
}

/** Seconds until an error may be asked again, by a number or a date; null for any other response. */
export function retryAfterSeconds(response: Response): number | null {
  const header = response.status >= 400 ? response.headers.get("Retry-After") : null;
  if (header === null) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? null : Math.max(0, seconds);
}

/** The problem that an `error` of the client is; undefined for what another server has answered in its place. */
export function toProblem(error: unknown): Problem | undefined {
  return typeof error === "object" && error !== null && "code" in error && "status" in error
    ? (error as Problem)
    : undefined;
}

async function problemIn(response: Response): Promise<Problem | undefined> {
  return toProblem(await response.json().catch(() => undefined));
}

async function wait(seconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/** What goes beside the request's own fields: nothing, the code, or a request for another one. */
export type Step = { code?: string; resend?: boolean };

/** What `ask` answers to have another code sent. */
export const RESEND = "resend";

/** After these the same challenge goes on; anything else ends it. */
const GOES_ON = ["sms_verification_100_2", "sms_verification_100_4", "throttled"];

/**
 * Leads a request through its SMS verification: sends it, asks for the code that went out, and sends it again with that,
 * until it is done, refused for another reason, or given up.
 *
 * @param send the same request each time, with the step among the fields of its body
 * @param ask for the code; RESEND for another one, null to give up. It is told where the challenge stands (null: its code is
 *   void, only RESEND helps) and why it is asked once more
 * @returns the last answer: also that of a request that needed no code
 */
export async function verify<Answer extends { data?: unknown; error?: unknown }>(
  account: Account,
  send: (step: Step) => Promise<Answer>,
  ask: (challenge: Challenge | null, problem: Problem | null) => Promise<string | null>,
): Promise<Answer> {
  let answer = await send({});
  // Some proxies turn 202 into 200: the body says that a code is awaited.
  let challenge: Challenge | null = (answer.data as { verification?: Challenge } | undefined)?.verification ?? null;
  if (!challenge) return answer;
  const { purpose } = challenge;
  for (let problem: Problem | null = null; ; ) {
    const code = await ask(challenge, problem);
    if (code === null) return answer;
    answer = await send(code === RESEND ? { resend: true } : { code });
    problem = toProblem(answer.error) ?? null;
    if (problem ? !GOES_ON.includes(problem.code) : code !== RESEND) return answer;
    const { data } = await account.GET("/api/verification/{purpose}", { params: { path: { purpose } } });
    challenge = data ?? null;
  }
}
