import { z } from "zod";

/* The shop's own sign-in, by OpenID Connect; `.env.example` explains each variable. */

export const identityVariables = {
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** What people call it. */
  OIDC_NAME: z.string().max(40).optional(),
};

type Identity = z.infer<z.ZodObject<typeof identityVariables>>;

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** What is missing for a sign-in that is begun to be set up, one readable line each. */
export function identityProblems(env: Identity): string[] {
  const names = Object.keys(identityVariables) as (keyof Identity)[];
  const missing = names.filter((name) => env[name] === undefined);
  const problems: string[] = [];
  if (missing.length > 0 && missing.length < names.length) {
    const given = names.filter((name) => !missing.includes(name));
    problems.push(`${missing.join(", ")}: needed with ${given.join(", ")}; set all four, or none`);
  }
  const { protocol, hostname } = new URL(env.OIDC_ISSUER ?? "https://issuer.invalid");
  if (protocol === "http:" && !LOOPBACK.test(hostname)) {
    problems.push("OIDC_ISSUER: must be https, since who signs in is read from its answers");
  }
  return problems;
}
