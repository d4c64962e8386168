import type { Configuration } from "openid-client";
import { z } from "zod";
import {
  type IdentityProvider,
  IdentityRefusedError,
  IdentityUnavailableError,
} from "@/lib/adapters/identity-provider/port";

export type OpenIdSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  name: string;
  /** Where the issuer sends browsers back to; registered there. */
  redirectUri: string;
  /** How long ago people may have signed in there. */
  maxAgeSeconds: number;
};

const TIMEOUT_SECONDS = 5;
/** How long what the issuer says about itself is believed, and that it could not be reached. */
const KEPT_MS = 3_600_000;
const FAILURE_KEPT_MS = 10_000;

/** Loaded only where it is used. */
const loadLibrary = () => import("openid-client");

/** OpenID Connect by the authorization code flow with PKCE; ID tokens are verified by the issuer's keys. */
export function openIdConnect(settings: OpenIdSettings): IdentityProvider {
  const { name, redirectUri, maxAgeSeconds } = settings;
  const issuer = new URL(settings.issuer).href;
  let kept: { configuration: Promise<Configuration>; until: number } | null = null;

  /** One look-up for all who ask at a time; one that failed is not repeated at once. */
  function configured(): Promise<Configuration> {
    if (kept && Date.now() < kept.until) return kept.configuration;
    const looked = { configuration: discover(settings), until: Date.now() + KEPT_MS };
    kept = looked;
    looked.configuration.catch(() => {
      looked.until = Date.now() + FAILURE_KEPT_MS;
    });
    return looked.configuration;
  }

  return {
    issuer,
    name,
    async authorizationUrl({ state, nonce, codeVerifier }) {
      const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await loadLibrary();
      const configuration = await configured();
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: "openid email profile",
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: "S256",
        max_age: String(maxAgeSeconds),
      });
      return url.href;
    },
    async identify(answer, { state: expectedState, nonce: expectedNonce, codeVerifier: pkceCodeVerifier }) {
      const { authorizationCodeGrant, fetchUserInfo } = await loadLibrary();
      const configuration = await configured();
      const returned = new URL(`?${answer}`, redirectUri);
      const checks = { expectedState, expectedNonce, pkceCodeVerifier, idTokenExpected: true };
      try {
        const tokens = await authorizationCodeGrant(configuration, returned, checks);
        const claims = idClaims.parse(tokens.claims());
        // By the letter of the standard (5.4) an ID token need not have them.
        const asks = claims.email === null && configuration.serverMetadata().userinfo_endpoint !== undefined;
        const told = asks
          ? personClaims.parse(await fetchUserInfo(configuration, tokens.access_token, claims.sub))
          : claims;
        return {
          subject: claims.sub,
          email: told.email,
          isEmailVerified: told.email_verified,
          firstName: told.given_name,
          lastName: told.family_name,
          authenticatedAt: claims.auth_time === null ? null : new Date(claims.auth_time * 1000),
        };
      } catch (error) {
        throw toPortError(error);
      }
    },
  };
}

/** @throws IdentityUnavailableError */
async function discover({ issuer, clientId, clientSecret }: OpenIdSettings): Promise<Configuration> {
  const library = await loadLibrary();
  const [basic, posted] = [library.ClientSecretBasic(clientSecret), library.ClientSecretPost(clientSecret)];
  const authenticate: typeof basic = (server, ...request) => {
    const methods = server.token_endpoint_auth_methods_supported;
    const isPosted = methods?.includes("client_secret_post") && !methods.includes("client_secret_basic");
    return (isPosted ? posted : basic)(server, ...request);
  };
  // The environment lets only this very host go without TLS.
  const isOpen = issuer.startsWith("http:");
  try {
    return await library.discovery(new URL(issuer), clientId, {}, authenticate, {
      timeout: TIMEOUT_SECONDS,
      execute: [library.enableNonRepudiationChecks, ...(isOpen ? [library.allowInsecureRequests] : [])],
    });
  } catch (error) {
    throw new IdentityUnavailableError(reasonOf(error));
  }
}

const text = z.string().max(254).nullable().default(null).catch(null);
const nameText = z.string().max(254).default("").catch("");

const personClaims = z.object({
  email: text,
  // Some issuers write it as a text.
  email_verified: z
    .unknown()
    .default(false)
    .transform((value) => value === true || value === "true"),
  given_name: nameText,
  family_name: nameText,
});

const idClaims = personClaims.extend({
  sub: z.string().min(1).max(255),
  auth_time: z.number().nullable().default(null).catch(null),
});

function toPortError(error: unknown): IdentityRefusedError | IdentityUnavailableError {
  const reason = reasonOf(error);
  const isUnavailable = UNAVAILABLE.has(reason) || answeredStatus(error) >= 500;
  return new (isUnavailable ? IdentityUnavailableError : IdentityRefusedError)(reason);
}

/** Nothing was answered; or our own registration there is wrong, which nobody can mend who wants to sign in. */
const UNAVAILABLE = new Set(["unreachable", "OAUTH_TIMEOUT", "invalid_client", "unauthorized_client"]);

/** A code of the library's or of the issuer's; what they say beside it may hold anything. */
function reasonOf(error: unknown): string {
  if (error instanceof IdentityUnavailableError) return error.reason;
  // What fetch throws where nobody answers.
  if (error instanceof TypeError && !("code" in error)) return "unreachable";
  const { error: ofIssuer, code } = error as { error?: unknown; code?: unknown };
  const word = [ofIssuer, code].find((one) => typeof one === "string" && /^\w{1,60}$/.test(one));
  return String(word ?? "unreadable");
}

/** The library keeps an answer that it cannot take below its own errors. */
function answeredStatus(error: unknown): number {
  if (error instanceof Response) return error.status;
  return error instanceof Error ? answeredStatus(error.cause) : 0;
}
