import { createIdentityProvider } from "@/lib/deps";
import type { Env } from "@/lib/platform/env";
import { type Finding, right, wrong } from "@/server/admin/doctor/finding";

/** Of nobody's sign-in. */
const NOBODY = { state: "doctor", nonce: "doctor", codeVerifier: "doctor" };

/** Asks the shop's own sign-in what it says of itself. */
export async function checkIdentity(env: Env): Promise<Finding[]> {
  const provider = createIdentityProvider(env);
  if (!provider) return [];
  try {
    await provider.authorizationUrl(NOBODY);
    return [right(`The sign-in ${provider.name} answers.`)];
  } catch (error) {
    return [wrong(`${error instanceof Error ? error.message : "it failed"}. Check OIDC_ISSUER.`)];
  }
}
