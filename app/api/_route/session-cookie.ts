import { SESSION_COOKIE } from "@/lib/auth/actor-service";
import { DEVICE_DAYS } from "@/lib/auth/device-service";
import { FLOW_SECONDS } from "@/lib/auth/identity-flow-service";
import type { StartedSession } from "@/lib/auth/session-service";
import type { Env } from "@/lib/platform/env";
import { DEVICE_COOKIE, setCookieLine } from "@/lib/platform/http/cookies";

const DAY_SECONDS = 86_400;

/** The `Set-Cookie` lines that hand a session to the client, and to a browser the secret by which it is known again. */
export function sessionCookies(env: Env, { token, deviceTokens }: StartedSession): string[] {
  const session = httpOnlyLine(env, SESSION_COOKIE, token, env.SESSION_MAX_AGE_DAYS * DAY_SECONDS);
  return deviceTokens ? [session, deviceCookie(env, deviceTokens)] : [session];
}

export function deviceCookie(env: Env, deviceTokens: readonly string[]): string {
  return httpOnlyLine(env, DEVICE_COOKIE, deviceTokens.join("."), DEVICE_DAYS * DAY_SECONDS);
}

/** The same for a guest's session, which lasts as long as a challenge may take; none without one. */
export function guestSessionCookies(env: Env, token: string | undefined): string[] {
  return token === undefined ? [] : [httpOnlyLine(env, SESSION_COOKIE, token, env.GUEST_SESSION_SECONDS)];
}

/** The `Set-Cookie` lines that make the client forget its session. */
export function clearedSessionCookies(env: Env): string[] {
  return [httpOnlyLine(env, SESSION_COOKIE, "", 0)];
}

/** What a browser takes along to the shop's own sign-in, and brings back. */
export const IDENTITY_FLOW_COOKIE = "identity_flow";

export function identityFlowCookie(env: Env, value: string): string {
  return httpOnlyLine(env, IDENTITY_FLOW_COOKIE, value, FLOW_SECONDS);
}

export function clearedIdentityFlowCookie(env: Env): string {
  return httpOnlyLine(env, IDENTITY_FLOW_COOKIE, "", 0);
}

function httpOnlyLine(env: Env, name: string, value: string, maxAgeSeconds: number): string {
  return setCookieLine(env, { name, value }, { maxAgeSeconds, httpOnly: true });
}
