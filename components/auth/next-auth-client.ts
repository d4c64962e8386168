import { forgetTill } from "@/components/loyalty/till-copy";
import { offerPasskeyIfAble } from "@/components/passkeys/offer-cookie";

/*
 * The browser's side of next-auth, without its own client, whose session cache, polling and polyfills we do not need.
 */

/**
 * Signs in by email address and password; the response sets the session's cookie.
 *
 * @returns null when signed in, else next-auth's error, such as `CredentialsSignin` or ours, `throttled:<seconds>`
 * @throws what fetch throws when the server cannot be reached
 */
export async function signIn(credentials: { email: string; password: string }): Promise<string | null> {
  const response = await post("/api/auth/callback/credentials", credentials);
  const { url } = (await response.json()) as { url?: string };
  const error = url ? new URL(url, window.location.origin).searchParams.get("error") : null;
  if (error !== null || !response.ok) return error ?? `status:${response.status}`;
  await offerPasskeyIfAble();
  return null;
}

/**
 * Ends the session on the server, and removes what this device keeps of the customer.
 *
 * @throws when it could not be ended
 */
export async function signOut(): Promise<void> {
  const response = await post("/api/auth/signout", {});
  if (!response.ok) throw new Error(`failed to sign out: ${response.status}`);
  await forgetTill();
}

async function post(path: string, values: Record<string, string>): Promise<Response> {
  const { csrfToken } = (await (await fetch("/api/auth/csrf", { cache: "no-store" })).json()) as { csrfToken: string };
  // `json` asks for the next address in the body instead of a redirect.
  const body = new URLSearchParams({ ...values, csrfToken, callbackUrl: window.location.href, json: "true" });
  return fetch(path, { method: "POST", body, credentials: "same-origin" });
}
