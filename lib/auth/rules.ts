import { randomBytes } from "node:crypto";
import type { CustomerRow } from "@/lib/customers/store";

/** What a request proved itself by. */
export type Access =
  /** A sign-in, by cookie or, as `bearer`, by `Authorization: Token`. */
  | { kind: "session" | "bearer"; id: bigint }
  | { kind: "token"; id: bigint; clientType: string | null }
  /** A client that keeps no cookie: its address and name make up the key. */
  | { kind: "client"; key: string; formerKeys: string[] };

/** Who asks. Challenges belong to the access and end with it. */
export type Actor = {
  /** Null for a guest. */
  customer: CustomerRow | null;
  access: Access | null;
  /** Since when they count as just signed in; null where they do not. */
  freshAt: Date | null;
  /** The session cookies that came with the request: a sign-in or sign-out ends them. */
  sessionTokens: readonly string[];
};

/** Somebody signed in, by session or API token. */
export type CustomerActor = Actor & {
  customer: CustomerRow;
  access: Exclude<Access, { kind: "client" }>;
};

/** A guest or customer who leads a challenge; a guest's access starts with the first message. */
export type ChallengeHolder = Actor & {
  /** The client type of the storefront that speaks for its shoppers, proved by its key. */
  storefront?: string | null;
};

/** The sign-in that a request belongs to; null for a personal token. */
export function sessionIdOf({ access }: Pick<Actor, "access">): bigint | null {
  return access?.kind === "session" || access?.kind === "bearer" ? access.id : null;
}

export function isSignedIn(actor: Actor): actor is CustomerActor {
  return actor.customer !== null;
}

/** Whether a number proves its customer: whoever has just changed it shows nothing new by it. @param changedAt null for never */
export function isLongHeld(changedAt: Date | null, now: Date, freshSeconds: number): boolean {
  return changedAt === null || now.getTime() - changedAt.getTime() >= freshSeconds * 1000;
}

/**
 * Whether somebody has just signed in. A personal token is never fresh: it shows who made it, not who holds it.
 * @param freshSeconds for how long a sign-in counts
 */
export function isFresh(actor: CustomerActor, now: Date, freshSeconds: number): boolean {
  const { freshAt } = actor;
  return sessionIdOf(actor) !== null && freshAt !== null && now.getTime() - freshAt.getTime() < freshSeconds * 1000;
}

/** A username that tells nothing about its customer, until they choose another. */
export function randomUsername(): { username: string; usernameCanonical: string } {
  const username = randomBytes(32).toString("hex");
  return { username, usernameCanonical: username };
}

/** Names that differ by their case or width alone are one. */
export function canonicalUsername(username: string): string {
  return username.normalize("NFKC").toLowerCase();
}
