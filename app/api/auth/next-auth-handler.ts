import NextAuth from "next-auth";
import { refuseWith } from "@/app/api/_route/routes";
import { deviceCookie } from "@/app/api/_route/session-cookie";
import { browserSignIn } from "@/app/api/auth/browser-sign-in";
import { findLiveToken, guestOf, isSessionCookie, SESSION_COOKIE } from "@/lib/auth/actor-service";
import { type Deps, getDeps } from "@/lib/deps";
import { AppError } from "@/lib/platform/errors";
import { readUrlEncodedForm } from "@/lib/platform/http/body";
import { contextOf } from "@/lib/platform/http/context";
import { parseCookies, type RequestCookie } from "@/lib/platform/http/cookies";
import { isForeignOrigin } from "@/lib/platform/http/csrf";
import { withRequestScope } from "@/lib/platform/http/request-id";
import { API_HEADERS } from "@/lib/platform/http/security-headers.mjs";
import { secretsFor, sha256 } from "@/lib/platform/secrets";

type NextAuthContext = { params: Promise<{ nextauth: string[] }> };

/** What our pages use of next-auth. Its other doors (`_log`, pages of its own) are not ours to keep safe. */
const ACTIONS = { GET: ["csrf", "session", "providers"], POST: ["callback/credentials", "signout"] };

/**
 * A handler of next-auth's own protocol on our session, under the rules of our own sign-in. It goes through next-auth's
 * handler for the pages router, which takes the cookies that it is given: the other one reads the request's for itself.
 */
export function nextAuthHandler(method: keyof typeof ACTIONS) {
  return (request: Request, { params }: NextAuthContext): Promise<Response> =>
    withRequestScope(request, async ({ requestId }) => {
      try {
        const { nextauth } = await params;
        if (!ACTIONS[method].includes(nextauth.join("/"))) throw new AppError("not_found");
        const deps = await getDeps();
        const { env } = deps;
        if (method === "POST" && isForeignOrigin(request.headers, [env.APP_URL, ...env.TRUSTED_ORIGINS])) {
          throw new AppError("csrf_failed");
        }
        const body = method === "POST" ? Object.fromEntries(await readUrlEncodedForm(request)) : {};
        const cookies = parseCookies(request.headers.get("cookie"));
        const context = contextOf(request, { env, cookies, language: env.DEFAULT_LANGUAGE, source: "next-auth" });
        const response = new CollectedResponse(requestId);
        const options = browserSignIn(deps, guestOf(cookies), context, ({ deviceTokens }) => {
          if (deviceTokens) response.cookies.push(deviceCookie(env, deviceTokens));
        });
        const headers = Object.fromEntries(request.headers);
        const known = await cookiesFor(deps, cookies);
        const nextRequest = { method, body, headers, query: { nextauth }, cookies: known };
        await NextAuth(nextRequest as never, response as never, { ...options, secret: secretFor(known) });
        return response.toResponse();
      } catch (error) {
        return refuseWith(() => error)(new Request(request.url, { method, headers: request.headers }));
      }
    });
}

/** The request's cookies, of our session's the live one alone: next-auth takes the last of several, and joins `.0` and `.1`. */
async function cookiesFor(deps: Deps, cookies: readonly RequestCookie[]): Promise<Record<string, string>> {
  const isOurs = ({ name }: RequestCookie) => isSessionCookie(name.replace(/\.\d+$/, ""));
  const token = await findLiveToken(deps, cookies).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "session_ambiguous") return undefined;
    throw error;
  });
  const others = cookies.filter((cookie) => !isOurs(cookie)).map(({ name, value }) => [name, decode(value)]);
  return Object.fromEntries(token ? [...others, [SESSION_COOKIE, token]] : others);
}

/** The one of our secrets by which next-auth has signed the browser's CSRF token (`token|hash`); it takes no other. */
function secretFor(cookies: Record<string, string>): string {
  const [newest, ...former] = secretsFor("next-auth");
  const name = Object.keys(cookies).find((cookie) => cookie.endsWith("next-auth.csrf-token")) ?? "";
  const [token, hash] = cookies[name]?.split("|") ?? [];
  return former.find((secret) => sha256(`${token}${secret}`) === hash) ?? newest;
}

/** A broken encoding stays as it came. */
function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** As much of the pages router's response as next-auth writes to. */
class CollectedResponse {
  readonly cookies: string[] = [];
  private readonly headers: Headers;
  private statusCode = 200;
  private body: string | null = null;

  constructor(requestId: string) {
    this.headers = new Headers({ ...API_HEADERS, "X-Request-Id": requestId });
  }

  status(code: number): this {
    this.statusCode = code;
    return this;
  }

  getHeader(name: string): unknown {
    return name === "Set-Cookie" ? [...this.cookies] : this.headers.get(name);
  }

  setHeader(name: string, value: string | string[]): this {
    if (name === "Set-Cookie") this.cookies.splice(0, this.cookies.length, ...[value].flat());
    else this.headers.set(name, String(value));
    return this;
  }

  json(value: unknown): void {
    this.send(value);
  }

  send(value: unknown): void {
    if (typeof value === "object") this.headers.set("Content-Type", "application/json");
    this.body = typeof value === "object" ? JSON.stringify(value) : String(value ?? "");
  }

  end(): void {}

  toResponse(): Response {
    for (const line of this.cookies) this.headers.append("Set-Cookie", line);
    return new Response(this.body, { status: this.statusCode, headers: this.headers });
  }
}
