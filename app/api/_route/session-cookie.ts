import { SESSION_COOKIE } from "@/lib/auth/session-service";
import type { Env } from "@/lib/platform/env";
import { setCookieLine } from "@/lib/platform/http/cookies";

/** The `Set-Cookie` line that hands a session token to the client. */
export function sessionCookie(env: Env, token: string): string {
  return setCookieLine(SESSION_COOKIE, token, {
    maxAgeSeconds: env.SESSION_MAX_AGE_DAYS * 86_400,
    httpOnly: true,
    secure: env.APP_URL.startsWith("https:"),
  });
}

/** The same for a guest's session, which lasts as long as a challenge may take. */
export function guestSessionCookie(env: Env, token: string): string {
  return setCookieLine(SESSION_COOKIE, token, {
    maxAgeSeconds: env.GUEST_SESSION_SECONDS,
    httpOnly: true,
    secure: env.APP_URL.startsWith("https:"),
  });
}

/** The `Set-Cookie` line that makes the client forget its session. */
export function clearedSessionCookie(env: Env): string {
  return setCookieLine(SESSION_COOKIE, "", {
    maxAgeSeconds: 0,
    httpOnly: true,
    secure: env.APP_URL.startsWith("https:"),
  });
}
