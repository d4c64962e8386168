import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { findSessionActor, SESSION_COOKIE } from "@/lib/auth/actor-service";
import type { Actor } from "@/lib/auth/rules";
import { signInBody } from "@/lib/auth/schema";
import { signInWithPassword } from "@/lib/auth/service";
import { endSessions, type StartedSession } from "@/lib/auth/session-service";
import type { Deps } from "@/lib/deps";
import { keepsCookiesSecure } from "@/lib/platform/env";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import { secretsFor } from "@/lib/platform/secrets";

/*
 * next-auth in the browser on our own session. Its credentials provider insists on the "jwt" strategy; with `encode`
 * and `decode` handing our opaque token through, its cookie is the very session that /users/login/ starts: one row,
 * revocable at once, nothing signed that would outlive it.
 */

const SIGN_IN_PATH = "/api/auth/callback/credentials";

/** What the sign-in page is told; anything else it shows as "unavailable". */
type SignInFailure = "throttled" | "passkey_required" | "unavailable";

/** next-auth's options for one request. @param onSignedIn hears of the session that it has started */
export function browserSignIn(
  deps: Deps,
  actor: Actor,
  context: RequestContext,
  onSignedIn: (session: StartedSession) => void = () => {},
): AuthOptions {
  const secure = keepsCookiesSecure(deps.env);
  const maxAge = deps.env.SESSION_MAX_AGE_DAYS * 86_400;
  return {
    secret: secretsFor("next-auth")[0],
    session: { strategy: "jwt", maxAge },
    useSecureCookies: secure,
    cookies: {
      sessionToken: { name: SESSION_COOKIE, options: { httpOnly: true, sameSite: "lax", path: "/", secure } },
    },
    pages: { signIn: "/login", error: "/login", signOut: "/account" },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        async authorize(credentials) {
          const parsed = signInBody.safeParse(credentials);
          if (!parsed.success) return null;
          const { email: name, password } = parsed.data;
          try {
            const session = await signInWithPassword(deps, actor, { name, password }, context);
            onSignedIn(session);
            return { id: session.token };
          } catch (error) {
            if (error instanceof FieldErrors) {
              deps.log.warn({ security: "sign_in_refused", path: SIGN_IN_PATH }, "refused for security");
              return null;
            }
            throw new Error(failureText(deps, error));
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sessionToken: user.id } : token),
      // Whatever asks next-auth for the session learns no more than that there is one.
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => sameOriginTarget(url, baseUrl),
    },
    jwt: {
      maxAge,
      encode: async ({ token }) => String(token?.sessionToken ?? ""),
      decode: async ({ token }) => {
        if (!token || !(await findSessionActor(deps, token))) return null;
        return { sessionToken: token };
      },
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sessionToken === "string") await endSessions(deps, [token.sessionToken], context);
      },
    },
    logger: {
      // next-auth prints whole errors; ours carry a code only.
      error: (code) => deps.log.error({ nextAuth: code.replaceAll(/[^A-Z_]/g, "").slice(0, 60) }, "next-auth failed"),
      warn: () => {},
      debug: () => {},
    },
  };
}

function failureText(deps: Deps, error: unknown): string {
  if (error instanceof AppError && error.code === "throttled") {
    return `${"throttled" satisfies SignInFailure}:${error.retryAfterSeconds ?? 60}`;
  }
  if (error instanceof AppError && error.code === "passkey_required") {
    deps.log.warn({ security: error.code, path: SIGN_IN_PATH }, "refused for security");
    return error.code satisfies SignInFailure;
  }
  deps.log.error({ err: error }, "sign-in failed");
  return "unavailable" satisfies SignInFailure;
}

function sameOriginTarget(url: string, baseUrl: string): string {
  const target = URL.canParse(url, baseUrl) ? new URL(url, baseUrl) : null;
  return target && target.origin === new URL(baseUrl).origin ? target.href : baseUrl;
}
