import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { type CustomerActor, isSignedIn } from "@/lib/auth/rules";
import { findActor } from "@/lib/auth/session-service";
import type { CustomerRow } from "@/lib/customers/store";
import { type Deps, getDeps } from "@/lib/deps";
import { AppError } from "@/lib/platform/errors";
import { parseCookies } from "@/lib/platform/http/cookies";
import { PATH_HEADER } from "@/proxy";

/* Who is looking at a page. Each page asks for itself: a layout or a proxy is no boundary. */

export type SignedIn = {
  actor: CustomerActor;
  customer: CustomerRow;
  deps: Deps;
};

/** The signed-in customer of the page being rendered, read once per request; null for a guest. */
export const findCustomer = cache(async (): Promise<SignedIn | null> => {
  // Headers first: asking for them keeps a page out of the build, where there is no database to open.
  const requestHeaders = await headers();
  const deps = await getDeps();
  const cookies = parseCookies(requestHeaders.get("cookie"));
  const actor = await findActor(deps, cookies, null).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "session_ambiguous") return null;
    throw error;
  });
  return actor && isSignedIn(actor) ? { actor, customer: actor.customer, deps } : null;
});

/**
 * The signed-in customer, or the way to the sign-in page and back to this one.
 *
 * Called in the account's layout too: what a page decides after its skeleton is on the way can only be a redirect by
 * script.
 */
export async function requireCustomer(): Promise<SignedIn> {
  const signedIn = await findCustomer();
  if (signedIn) return signedIn;
  const path = (await headers()).get(PATH_HEADER) ?? "/account";
  redirect(`/login?next=${encodeURIComponent(path)}`);
}
