import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { findActor } from "@/lib/auth/actor-service";
import { type CustomerActor, isSignedIn } from "@/lib/auth/rules";
import type { CustomerRow } from "@/lib/customers/store";
import { type Deps, getDeps } from "@/lib/deps";
import { AppError } from "@/lib/platform/errors";
import { parseCookies } from "@/lib/platform/http/cookies";
import { PATH_HEADER } from "@/proxy";

/* Who views a page. Each page asks itself: a layout or a proxy is no boundary. */

export type SignedIn = {
  actor: CustomerActor;
  customer: CustomerRow;
  deps: Deps;
};

/** The signed-in customer of the page being rendered, read once per request; null for a guest. */
export const findCustomer = cache(async (): Promise<SignedIn | null> => {
  // Reading headers first keeps the page out of the build, where there is no database.
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
 * The signed-in customer; redirects guests to the sign-in page and back here. The account's layout calls it too, since
 * once a fallback is sent only a script can redirect.
 */
export async function requireCustomer(): Promise<SignedIn> {
  const signedIn = await findCustomer();
  if (signedIn) return signedIn;
  const path = (await headers()).get(PATH_HEADER) ?? "/account";
  redirect(`/login?next=${encodeURIComponent(path)}`);
}
